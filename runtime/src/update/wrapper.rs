//! Types of generated crates around an update, with a method for each optional parameter.

/// Implements what a struct around an [`Update`](crate::Update) needs besides its methods for parameters: those of the
/// update, `From`, `Clone` and `Debug`.
///
/// ```
/// # use graphwright_runtime::{Argument, Method, Parameter, Path, Request, Update, Value};
/// # use msgraph::User;
/// pub struct UpdateUser(pub Update<User, Value>);
///
/// graphwright_runtime::update!(UpdateUser, User, Value);
///
/// impl UpdateUser {
///     pub fn validate(self, validate: bool) -> Self {
///         Self(self.0.parameter(Parameter::query("validate"), Argument::new(&validate)))
///     }
/// }
///
/// let update = UpdateUser(Update::new(Request::new(Method::PATCH, Path::root("").segment("me"), [])));
/// let request = update.validate(true).set(User::DEPARTMENT, "R&D").set_null(User::JOB_TITLE).into_request().to_http()?;
/// assert_eq!(request.uri(), "/me?validate=true");
/// assert_eq!(request.body(), r#"{"department":"R&D","jobTitle":null}"#);
/// # Ok::<(), graphwright_runtime::Error>(())
/// ```
#[macro_export]
macro_rules! update {
    ($ty:ident, $model:ty, $response:ty) => {
        impl $ty {
            /// Sets a property.
            #[inline]
            pub fn set<V: $crate::serde::Serialize + 'static>(
                self,
                field: $crate::Field<$model, V>,
                value: impl Into<V>,
            ) -> Self {
                Self(self.0.set(field, value))
            }

            /// Sets a property to null.
            #[inline]
            pub fn set_null<V>(self, field: $crate::Field<$model, V>) -> Self {
                Self(self.0.set_null(field))
            }

            /// Sets every property that is set in the model.
            #[inline]
            pub fn with(self, model: &$model) -> Self {
                Self(self.0.with(model))
            }

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

            /// Returns the request with the members that are set so far.
            #[inline]
            pub fn into_request(self) -> $crate::Request<$response> {
                self.0.into_request()
            }
        }

        impl From<$ty> for $crate::Update<$model, $response> {
            #[inline]
            fn from(update: $ty) -> Self {
                update.0
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
