//! A separate TLS configuration: by default, reqwest uses the process-wide provider of rustls, which only the program
//! may install.

use crate::BoxError;
use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// Trusts the certificates of the system, and these root certificates (DER).
///
/// # Errors
/// Fails if the system's certificates cannot be loaded, or if one is not valid.
pub(super) fn config(roots: &[Vec<u8>]) -> Result<ClientConfig, BoxError> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    let verifier = Arc::new(verifier(roots, provider.clone())?);
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    // rustls calls every custom verifier dangerous; this is the system's verifier.
    let mut config = config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(any(all(unix, not(target_os = "android")), windows))]
fn verifier(roots: &[Vec<u8>], provider: Arc<CryptoProvider>) -> Result<Verifier, BoxError> {
    if roots.is_empty() {
        return Ok(Verifier::new(provider)?);
    }
    let roots = roots.iter().cloned().map(Into::into);
    Ok(Verifier::new_with_extra_roots(roots, provider)?)
}

#[cfg(not(any(all(unix, not(target_os = "android")), windows)))]
fn verifier(roots: &[Vec<u8>], provider: Arc<CryptoProvider>) -> Result<Verifier, BoxError> {
    if !roots.is_empty() {
        return Err("this system does not support additional certificates".into());
    }
    Ok(Verifier::new(provider)?)
}
