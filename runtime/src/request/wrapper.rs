//! Types of generated crates around a request, with a method for each optional parameter.

/// Implements what a struct around a [`Request`](crate::Request) needs besides its methods for parameters: `send`,
/// `into_request`, `From`, `Clone` and `Debug`.
///
/// ```
/// # use graphwright_runtime::{Argument, Method, Parameter, Path, Request, Value};
/// pub struct ListIssues(pub Request<Vec<Value>>);
///
/// graphwright_runtime::request!(ListIssues, Vec<Value>);
///
/// impl ListIssues {
///     pub fn per_page(self, per_page: i64) -> Self {
///         Self(self.0.parameter(Parameter::query("per_page"), Argument::new(&per_page)))
///     }
/// }
///
/// let issues = ListIssues(Request::new(Method::GET, Path::root("").segment("issues"), [])).per_page(100);
/// assert_eq!(issues.into_request().to_http()?.uri(), "/issues?per_page=100");
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[macro_export]
macro_rules! request {
    ($ty:ident, $response:ty) => {
        impl $ty {
            /// Sends the request and reads the response.
            ///
            /// # Errors
            /// Fails if the request cannot be built or sent, if the service responds with an error, or if the response
            /// cannot be read.
            #[inline]
            pub fn send(
                self,
                client: &$crate::Client,
            ) -> impl core::future::Future<Output = Result<$response, $crate::Error>> {
                self.0.send(client)
            }

            /// Returns the request, for headers, timeouts and everything else that all requests have.
            #[inline]
            pub fn into_request(self) -> $crate::Request<$response> {
                self.0
            }
        }

        impl From<$ty> for $crate::Request<$response> {
            #[inline]
            fn from(request: $ty) -> Self {
                request.0
            }
        }

        impl Clone for $ty {
            #[inline]
            fn clone(&self) -> Self {
                Self(Clone::clone(&self.0))
            }
        }

        impl core::fmt::Debug for $ty {
            #[inline]
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
