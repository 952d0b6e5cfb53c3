//! Profiles, and their precedence.

use super::{PROFILES, Service};

fn profile_of(namespace: &str, url: &str) -> Option<String> {
    Service::default().with_profile(namespace, [url].into_iter()).title
}

#[test]
fn a_namespace_chooses_a_profile() {
    let [graph] = &PROFILES[..] else { panic!("one profile") };
    let (title, url) = (graph.title.clone(), graph.base_url.clone().expect("it has one"));
    assert_eq!(profile_of("microsoft.graph", ""), title);
    assert_eq!(profile_of("microsoft.graph.callRecords", ""), title);
    for namespace in ["microsoft.graphics", "microsoft", "ShelfService", ""] {
        assert_eq!(profile_of(namespace, "https://example.com"), None, "{namespace}");
    }
    assert_eq!(profile_of("", &format!("{url}/v1.0/me")), title, "without a namespace, URLs choose it");
    assert_eq!(profile_of("ShelfService", &url), None);
}

#[test]
fn what_is_configured_wins() {
    let own = Service { title: Some("Mine".to_owned()), version: Some(String::new()), ..Service::default() };
    let service = own.with_profile("microsoft.graph", std::iter::empty());
    assert_eq!((service.title.as_deref(), service.version.as_deref()), (Some("Mine"), Some("")));
    assert_eq!(service.module.as_deref(), Some("graph"));
}

#[test]
fn templates_are_filled() {
    let service = Service::default().with_profile("microsoft.graph", std::iter::empty());
    let url = |version| service.page_url("resources/user", version).expect("it has documentation");
    assert_eq!(url("v1.0"), "https://learn.microsoft.com/graph/api/resources/user?view=graph-rest-1.0");
    assert_eq!(url("beta"), "https://learn.microsoft.com/graph/api/resources/user?view=graph-rest-beta");
    assert_eq!(service.documentation_host(), Some("https://learn.microsoft.com"));
    assert_eq!(Service::default().page_url("user-get", "v1.0"), None);
}
