//! The examples of the front page: code with placeholders for the names of a crate.

use super::Ctx;
use super::front::Sample;

/// An example.
struct Example {
    title: &'static str,
    /// The request that it needs, and whether it is one of an item.
    needs: (&'static str, bool),
    /// The code. `$krate`, `$all`, `$one`, `$Type`, `$field` and `$FIELD` are placeholders.
    code: &'static str,
}

const EXAMPLES: [Example; 10] = [
    Example {
        title: "Read an item, with some of its properties",
        needs: ("get", true),
        code: r#"let item = $one.get().select($Type::$FIELD).send(&client).await?;
println!("{}", item.$field.unwrap_or_default());"#,
    },
    Example {
        title: "Filter and sort a collection",
        needs: ("list", false),
        code: r#"let request = $all
    .list()
    .filter($Type::$FIELD.starts_with("A"))
    .order_by($Type::$FIELD.asc())
    .top(10);
for item in request.send(&client).await? {
    println!("{}", item.$field.unwrap_or_default());
}"#,
    },
    Example {
        title: "Read page by page, and show the link of the next page",
        needs: ("list", false),
        code: r#"let mut pages = $all.list().pages(&client);
while let Some(page) = pages.try_next().await? {
    println!("{} items, then {:?}", page.value.len(), pages.next_link());
}"#,
    },
    Example {
        title: "Count the items",
        needs: ("count", false),
        code: r#"let count = $all.count().send(&client).await?;
println!("{count} items");"#,
    },
    Example {
        title: "Create an item",
        needs: ("create", false),
        code: r#"let item = $Type { $field: Some("New".to_owned()), ..$Type::default() };
let created = $all.create(&item).send(&client).await?;
println!("{}", created.$field.unwrap_or_default());"#,
    },
    Example {
        title: "Update an item; other properties are not changed",
        needs: ("update", true),
        code: r#"$one.update().set($Type::$FIELD, "Other").send(&client).await?;"#,
    },
    Example { title: "Delete an item", needs: ("delete", true), code: "$one.delete().send(&client).await?;" },
    Example {
        title: "Send several requests at once",
        needs: ("get", true),
        code: r#"let mut batch = $krate::Batch::new();
let item = batch.add($one.get());
let items = batch.add($all.list().top(5));
let mut responses = batch.send(&client).await;
println!("{}", responses.take(item)?.$field.unwrap_or_default());
println!("{} items", responses.take(items)?.value.len());"#,
    },
    Example {
        title: "Handle errors",
        needs: ("get", true),
        code: r#"match $one.get().send(&client).await {
    Ok(item) => println!("{}", item.$field.unwrap_or_default()),
    Err(err) if err.is_not_found() => println!("there is no such item"),
    Err(err) if err.is_forbidden() => println!("a permission is missing: {err}"),
    Err(err) => return Err(err.into()),
}"#,
    },
    Example {
        title: "Show a request instead of sending it",
        needs: ("list", false),
        code: r#"let request = $all.list().top(5).to_http()?;
println!("{} {}", request.method(), request.uri());"#,
    },
];

impl Ctx<'_> {
    /// The examples that the requests of a collection permit.
    pub(super) fn front_examples(&self, sample: &Sample<'_>) -> String {
        let all = EXAMPLES.iter().filter(|it| sample.has(it.needs.0, it.needs.1));
        let all: String = all.map(|it| self.front_example(sample, it)).collect();
        format!("\n# Examples\n{all}")
    }

    fn front_example(&self, sample: &Sample<'_>, example: &Example) -> String {
        let import = if example.code.contains("$Type") { format!("use {};\n", sample.ty_path) } else { String::new() };
        let client = self.client_path();
        let code = self.filled(sample, example.code);
        format!(
            "\n{}:\n\n```no_run\n{import}\
             # async fn example(client: {client}) -> Result<(), Box<dyn std::error::Error>> {{\n{code}\n# Ok(()) }}\n```\n",
            example.title
        )
    }

    /// Code with the names of the crate.
    pub(super) fn filled(&self, sample: &Sample<'_>, code: &str) -> String {
        code.replace("$Type", sample.ty)
            .replace("$field", sample.field)
            .replace("$FIELD", sample.constant)
            .replace("$all", &sample.collection)
            .replace("$one", &sample.item)
            .replace("$krate", &self.krate())
    }
}
