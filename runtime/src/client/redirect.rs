//! Redirects, which this crate follows itself.

use super::{Access, Call, origin};
use crate::url;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE};
use http::{HeaderMap, HeaderName, Method, StatusCode};

/// The maximum number of redirects.
pub(super) const MAX_REDIRECTS: u32 = 10;

/// The headers that are sent to another origin: only those that control the form of the response.
const FOREIGN: [HeaderName; 6] = [ACCEPT, ACCEPT_ENCODING, RANGE, IF_RANGE, IF_MATCH, IF_NONE_MATCH];

/// Changes a call to follow a redirect; returns `Ok(false)` if the response is not a redirect.
///
/// # Errors
/// Returns why the redirect is not followed.
pub(super) fn follow(call: &mut Call, response: &http::Response<crate::Body>) -> Result<bool, String> {
    let status = response.status();
    let keeps_method = match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        StatusCode::SEE_OTHER => false,
        // Browsers turn a POST into a GET here, which is never intended for an API.
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if is_safe(&call.method) => true,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => {
            return Err(format!("a {} request was redirected with status {}", call.method, status.as_u16()));
        }
        _ => return Ok(false),
    };
    let location = response.headers().get(LOCATION).and_then(|it| it.to_str().ok());
    let location = location.ok_or("the redirect has no valid `Location`")?;
    let target = url::parse(&url::join(&call.url, location)).ok_or("the `Location` of the redirect is not a URL")?;
    let from = url::parse(&call.url).as_ref().and_then(origin);
    let to = origin(&target).ok_or("the target of the redirect is not an absolute URL")?;
    if from.as_ref() != Some(&to) {
        if !to.is_secure() {
            return Err(format!("the redirect to `{}` does not use TLS", to.host()));
        }
        if keeps_method && !is_safe(&call.method) {
            return Err(format!("the redirect would send the body of the request to `{}`", to.host()));
        }
        call.access = Access::Foreign;
        call.headers = allowed(&call.headers);
    }
    if keeps_method && call.body.length() != Some(0) && call.body.as_bytes().is_none() {
        return Err("the redirect requires the body again, which is a stream that has been sent".to_owned());
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
