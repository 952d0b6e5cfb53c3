//! Redirects, followed by hand.

use super::{Access, Call, origin};
use crate::url;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE};
use http::{HeaderMap, HeaderName, Method, StatusCode};

/// How many redirects are followed.
pub(super) const MAX_REDIRECTS: u32 = 10;

/// What a server of another origin may see of a request: how to answer it, and nothing of who asks.
const FOREIGN: [HeaderName; 6] = [ACCEPT, ACCEPT_ENCODING, RANGE, IF_RANGE, IF_MATCH, IF_NONE_MATCH];

/// Changes a call to what a redirect asks for; `Ok(false)` if the response is no redirect.
///
/// # Errors
/// Why it is not followed.
pub(super) fn follow(call: &mut Call, response: &http::Response<crate::Body>) -> Result<bool, String> {
    let status = response.status();
    let keeps_method = match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::SEE_OTHER => false,
        // Browsers turn a POST into a GET here, which is nobody's wish of an API.
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if is_safe(&call.method) => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => {
            return Err(format!("a {} was redirected with status {}", call.method, status.as_u16()));
        }
        _ => return Ok(false),
    };
    let location = response.headers().get(LOCATION).and_then(|it| it.to_str().ok());
    let location = location.ok_or("a redirect to nowhere")?;
    let target = url::parse(&url::join(&call.url, location)).ok_or("the redirect leads to no URL")?;
    let from = url::parse(&call.url).as_ref().and_then(origin);
    let to = origin(&target).ok_or("the redirect leads to no absolute URL")?;
    if from.as_ref() != Some(&to) {
        if !to.is_secure() {
            return Err(format!("the redirect leads to `{}` without TLS", to.host()));
        }
        if keeps_method && !is_safe(&call.method) {
            return Err(format!("the redirect would send the request's body to `{}`", to.host()));
        }
        call.access = Access::Foreign;
        call.headers = allowed(&call.headers);
    }
    if keeps_method && call.body.length() != Some(0) && call.body.as_bytes().is_none() {
        return Err("the redirect asks for a stream that has been sent".to_owned());
    }
    if !keeps_method {
        if call.method != Method::HEAD {
            call.method = Method::GET;
        }
        call.body = bytes::Bytes::new().into();
        call.headers.remove(CONTENT_TYPE);
    }
    call.url = target.to_string();
    Ok(true)
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn allowed(headers: &HeaderMap) -> HeaderMap {
    FOREIGN.iter().filter_map(|it| Some((it.clone(), headers.get(it)?.clone()))).collect()
}
