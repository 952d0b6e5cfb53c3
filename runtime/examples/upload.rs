//! Uploads a file of any size to the signed-in user's drive, in chunks.
//!
//! `GRAPH_TOKEN=… cargo run --example upload -- film.mp4`

use msgraph::{Client, DriveItem, DriveItemCreateUploadSessionBody, StaticToken, Upload};
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("usage: upload FILE")?;
    let file = tokio::fs::File::open(&name).await?;
    let length = file.metadata().await?.len();
    let client = Client::new(StaticToken::new(std::env::var("GRAPH_TOKEN")?));

    let target = msgraph::me().drive().root().by_path(&name);
    let session = target.create_upload_session(&DriveItemCreateUploadSessionBody::default()).send(&client).await?;
    let url = session.upload_url.ok_or("the session has no URL")?;
    let uploaded = Upload::new(url, file, length)
        .on_progress(|progress| println!("{} of {} bytes", progress.sent, progress.total))
        .send(&client)
        .await?;
    let item: DriveItem = uploaded.json()?;
    println!("{}", item.web_url.unwrap_or_default());
    Ok(())
}
