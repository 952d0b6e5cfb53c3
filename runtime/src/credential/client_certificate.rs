//! Sign-in of an application with a certificate: [`ClientCertificate`].

use super::oauth::App;
use super::{AccessToken, BoxError, Credential, SignInError, TokenRequest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_core::future::BoxFuture;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{KeyPair, RSA_PSS_SHA256, RsaKeyPair};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use std::fmt;

/// The lifetime of an assertion, in seconds. The service accepts ten minutes at most.
const LIFE: i64 = 600;

/// RFC 7523, 2.2.
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Signs in an application with a certificate: the private key signs an assertion (RFC 7523, 3) with PS256 (RFC 7518,
/// 3.5).
///
/// Errors are [`SignInError`]s.
pub struct ClientCertificate {
    app: App,
    key: RsaKeyPair,
    thumbprint: String,
}

impl ClientCertificate {
    /// Creates a credential of the application with this id, in the tenant with this GUID or domain name.
    ///
    /// The text has an RSA private key (PKCS#8 or PKCS#1, not encrypted) and its certificate, in any order; other
    /// certificates are ignored. `openssl pkcs12 -nodes` converts a `.pfx` file to such a text.
    ///
    /// # Errors
    /// Fails if key or certificate is missing or not valid.
    pub fn from_pem(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        pem: impl AsRef<[u8]>,
    ) -> Result<ClientCertificate, SignInError> {
        let pem = pem.as_ref();
        let key = PrivateKeyDer::from_pem_slice(pem).map_err(|_| missing_key(pem))?;
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
        let certificates =
            certificates.map_err(|_| SignInError::input("the text has a certificate that is not PEM"))?;
        ClientCertificate::new(App::new(tenant, client_id), &key, &certificates)
    }

    /// Like [`ClientCertificate::from_pem`], with key and certificate as DER.
    ///
    /// # Errors
    /// Fails if key or certificate is not valid.
    pub fn from_der(
        tenant: impl Into<String>,
        client_id: impl Into<String>,
        key: &[u8],
        certificate: &[u8],
    ) -> Result<ClientCertificate, SignInError> {
        let key = PrivateKeyDer::try_from(key).map_err(|_| SignInError::input("the private key is not DER"))?;
        ClientCertificate::new(App::new(tenant, client_id), &key, &[certificate.into()])
    }

    fn new(app: App, key: &PrivateKeyDer<'_>, certificates: &[CertificateDer<'_>]) -> Result<Self, SignInError> {
        let key = match key {
            PrivateKeyDer::Pkcs8(it) => RsaKeyPair::from_pkcs8(it.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(it) => RsaKeyPair::from_der(it.secret_pkcs1_der()),
            _ => return Err(SignInError::input("the private key is not an RSA key")),
        };
        let key = key.map_err(|err| SignInError::input(format!("the private key cannot be used: {err}")))?;
        let certificate = certificates.iter().find(|it| is_of(it, &key)).ok_or_else(|| {
            SignInError::input(match certificates {
                [] => "there is no certificate",
                _ => "the certificate belongs to another private key",
            })
        })?;
        Ok(ClientCertificate { app, key, thumbprint: encoded(digest(&SHA256, certificate)) })
    }

    /// A JWT (RFC 7519) that authenticates the application.
    fn assertion(&self, audience: &str) -> Result<String, SignInError> {
        let now = Timestamp::now().as_second();
        let client_id = self.app.client_id();
        let header = json!({"alg": "PS256", "typ": "JWT", "x5t#S256": self.thumbprint});
        let claims = json!({
            "aud": audience,
            "iss": client_id,
            "sub": client_id,
            "jti": uuid::Uuid::new_v4().to_string(),
            "iat": now,
            "nbf": now,
            "exp": now + LIFE,
        });
        let encoded_json = |it: &Value| encoded(it.to_string());
        let message = format!("{}.{}", encoded_json(&header), encoded_json(&claims));
        let mut signature = vec![0; self.key.public().modulus_len()];
        let signed = self.key.sign(&RSA_PSS_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature);
        signed.map_err(|_| SignInError::input("the private key cannot sign"))?;
        Ok(format!("{message}.{}", encoded(signature)))
    }
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether a certificate belongs to this key: it contains the public key as written by PKCS#1 (RFC 3279, 2.3.1).
fn is_of(certificate: &[u8], key: &RsaKeyPair) -> bool {
    let public = key.public_key().as_ref();
    certificate.windows(public.len()).any(|it| it == public)
}

fn missing_key(pem: &[u8]) -> SignInError {
    let text = String::from_utf8_lossy(pem);
    SignInError::input(if text.contains("ENCRYPTED") {
        "the private key is encrypted: decrypt it first"
    } else {
        "there is no private key in PEM format"
    })
}

impl Credential for ClientCertificate {
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, BoxError>> {
        Box::pin(async move {
            let assertion = self.assertion(&self.app.url(request.authority, "token")?)?;
            let scope = request.scopes.join(" ");
            let fields = [
                ("grant_type", "client_credentials"),
                ("scope", scope.as_str()),
                ("client_assertion_type", JWT_BEARER),
                ("client_assertion", &assertion),
            ];
            Ok(self.app.token(request, &fields).await?.token)
        })
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.app.debug(f, "ClientCertificate")
    }
}
