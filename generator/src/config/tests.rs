//! Valid and invalid configurations.

use super::parse;
use crate::diagnostics::Code;
use crate::rust::emit::Runtime;
use std::path::Path;

fn read(text: &str) -> Result<super::Config, String> {
    parse(Path::new("graphwright.toml"), text).map_err(|it| it.to_string())
}

const CRATE: &str = "[[crate]]\nname = \"a\"\ndocs = [\"docs\"]\nout = \"generated/a\"\npackage.license = \"MIT\"\n";

#[test]
fn a_crate_needs_little() {
    let config = read(CRATE).expect("all that is needed");
    let [krate] = &config.crates[..] else { panic!("one crate") };
    assert_eq!((krate.name.as_str(), krate.version.as_str()), ("a", "0.1.0"));
    assert!(config.generated.is_none() && krate.api.is_none() && krate.runtime.is_none());
}

#[test]
fn everything_can_be_said() {
    let text = format!("generated = \"generated\"\n{CRATE}version = \"1.2.3\"\napi = \"beta\"\n");
    let with_path = format!("{text}runtime = {{ path = \"../../runtime\" }}");
    let config = read(&with_path).expect("every key");
    let krate = &config.crates[0];
    assert_eq!(krate.api.as_deref(), Some("beta"));
    assert_eq!(krate.runtime.as_ref().map(|it| &it.0), Some(&Runtime::Path("../../runtime".to_owned())));
    let config = read(&format!("{text}runtime.version = \"0.1\"")).expect("the other runtime");
    let runtime = config.crates[0].runtime.as_ref().map(|it| &it.0);
    assert_eq!(runtime, Some(&Runtime::Version("0.1".to_owned())));
    let config = read(&format!("{text}runtime = {{ path = \"../rt\", version = \"0.1\" }}")).expect("both");
    let runtime = config.crates[0].runtime.as_ref().map(|it| &it.0);
    assert_eq!(runtime, Some(&Runtime::Both { path: "../rt".to_owned(), version: "0.1".to_owned() }));
}

#[test]
fn findings_can_be_allowed_and_denied() {
    let config = read(&format!("{CRATE}[lints]\nG03 = \"deny\"\nnotes = \"allow\"\n")).expect("lints");
    assert!(config.lints.severity(Code::ExampleUrl).is_some_and(|it| it.to_string() == "error"));
    assert_eq!(config.lints.severity(Code::TypeCase), None);
}

#[test]
fn mistakes_have_places() {
    let twice = format!("{CRATE}{CRATE}");
    let nested = format!("{CRATE}{}", CRATE.replace("\"a\"", "\"b\"").replace("generated/a", "generated/a/b"));
    let area = |rule: &str| format!("{CRATE}[[crate.area]]\n{rule}\n");
    let two_areas = |name: &str, url: &str| {
        format!(
            "{}[[crate.area]]\nname = \"{name}\"\nurls = [\"{url}\"]\n",
            area("name = \"mail\"\nurls = [\"/users\"]")
        )
    };
    let cases = [
        ("x = 1", "graphwright.toml:1:1: unknown field `x`"),
        ("[[crate]]\nname = \"core\"", "graphwright.toml:2:8: `core` is the name of a crate"),
        ("crate = []", "no crates are configured"),
        ("[[crate]\n", "graphwright.toml:1:"),
        (&format!("{CRATE}colour = \"red\""), "graphwright.toml:6:1: unknown field `colour`"),
        (&format!("{CRATE}version = \"1\""), "graphwright.toml:6:11: a version must have three numbers"),
        (&format!("{CRATE}runtime = {{}}"), "graphwright.toml:6:11: give a `path`, a `version`, or both"),
        (&format!("generated = \"sdk\"\n{CRATE}"), "graphwright.toml:2:1: `out` of crate `a` is not below `sdk`"),
        (&format!("generated = \"generated\"\n{}", CRATE.replace("d/a", "d/../a")), "graphwright.toml:2:1: `out` of"),
        (
            &CRATE.replace("package.license", "package.licence"),
            "graphwright.toml:5:1: `licence` is not a key of Cargo's `[package]`; did you mean",
        ),
        (&CRATE.replace("package.license", "#"), "graphwright.toml:1:1: crate `a` has no license"),
        (&format!("{CRATE}keep = [\"src/x.rs\"]"), "graphwright.toml:6:8: `src/x.rs` is generated"),
        (&format!("{CRATE}keep = [\"../x\"]"), "graphwright.toml:6:8: `../x` is not a path below"),
        (&CRATE.replace("[\"docs\"]", "[]"), "graphwright.toml:1:1: crate `a` has no inputs"),
        (&format!("{CRATE}[lints]\nG0399 = \"deny\""), "graphwright.toml:7:1: unknown code `G0399`; did you mean"),
        (&format!("{CRATE}[lints]\nG0309 = \"forbid\""), "graphwright.toml:7:9: unknown variant `forbid`"),
        (&area("name = \"Mail\"\nurls = [\"/me\"]"), "graphwright.toml:7:8: `Mail` is not the name of a Cargo feature"),
        (&area("name = \"full\"\nurls = [\"/me\"]"), "graphwright.toml:7:8: `full` is a feature that every crate has"),
        (&area("name = \"mail\""), "graphwright.toml:7:8: area `mail` contains nothing"),
        (&area("name = \"mail\"\nurls = [\"/\"]"), "graphwright.toml:8:9: a URL must have a segment"),
        (&area("name = \"mail\"\nurl = [\"/me\"]"), "graphwright.toml:8:1: unknown field `url`"),
        (&two_areas("mail", "/me"), "graphwright.toml:10:8: two areas have the name `mail`"),
        (&two_areas("post", "/users/"), "graphwright.toml:11:9: two areas have the URL `/users/`"),
        (&twice, "graphwright.toml:6:1: two crates are named `a`"),
        (&nested, "graphwright.toml:6:1: crates `a` and `b` are written to the same folder"),
    ];
    for (text, expected) in cases {
        let message = read(text).expect_err(text);
        assert!(message.contains(expected), "{message}\nis not\n{expected}");
    }
}
