//! The `graphwright-runtime` that a generated crate depends on.

use crate::rust::emit::Runtime;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

/// The default runtime of a crate in `out`: `runtime/` of the nearest surrounding folder that has one, else the version of
/// this generator.
pub fn default_runtime(out: &Path) -> io::Result<Runtime> {
    let out = absolute(out)?;
    let folder = out.ancestors().skip(1).map(|it| it.join("runtime")).find(|it| is_runtime(it));
    Ok(match folder {
        Some(folder) => Runtime::Path(relative(&out, &folder)),
        None => Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()),
    })
}

/// The runtime that a user names on a command line: a version, or the path of a folder.
pub fn runtime(named: &str, out: &Path) -> io::Result<Runtime> {
    if named.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '=' | '^' | '~')) {
        return Ok(Runtime::Version(named.to_owned()));
    }
    let folder = absolute(Path::new(named))?;
    if !is_runtime(&folder) {
        let message = format!("`{named}` is neither a version nor the folder of the package `graphwright-runtime`");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    Ok(Runtime::Path(relative(&absolute(out)?, &folder)))
}

fn is_runtime(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok().and_then(|it| it.parse::<toml::Table>().ok());
    let name = manifest.as_ref().and_then(|it| it.get("package")?.get("name")?.as_str());
    name == Some("graphwright-runtime")
}

/// An absolute path without `.` and `..`. Like Cargo, this does not follow links.
fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut res = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => {
                res.pop();
            }
            other => res.push(other),
        }
    }
    Ok(res)
}

/// The relative path from one folder to another, with forward slashes.
fn relative(from: &Path, to: &Path) -> String {
    let n_common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if n_common == 0 {
        return to.to_string_lossy().replace('\\', "/");
    }
    let up = from.components().skip(n_common).map(|_| "..".to_owned());
    let down = to.components().skip(n_common).map(|it| it.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::{default_runtime, relative, runtime};
    use crate::rust::emit::Runtime;
    use std::fs;
    use std::path::Path;

    #[test]
    fn the_nearest_runtime_is_taken() {
        let dir = tempfile::tempdir().expect("the system has a folder for temporary files");
        let package = |path: &str, name: &str| {
            fs::create_dir_all(dir.path().join(path)).expect("writable");
            let manifest = format!("[package]\nname = \"{name}\"\n");
            fs::write(dir.path().join(path).join("Cargo.toml"), manifest).expect("writable");
        };
        let of = |out: &str| default_runtime(&dir.path().join(out)).expect("the folder of the process is known");
        assert!(matches!(of("repo/generated/a"), Runtime::Version(_)));
        package("repo/runtime", "graphwright-runtime");
        package("repo/generated/runtime", "other");
        assert_eq!(of("repo/generated/a"), Runtime::Path("../../runtime".to_owned()));
        assert_eq!(of("repo/x/../generated/./a/b"), Runtime::Path("../../../runtime".to_owned()));
        assert!(matches!(of("elsewhere"), Runtime::Version(_)));
    }

    #[test]
    fn a_user_names_a_version_or_a_folder() {
        let named = runtime("0.1", Path::new("out")).expect("a version");
        assert_eq!(named, Runtime::Version("0.1".to_owned()));
        let message = runtime("no/such", Path::new("out")).expect_err("no folder").to_string();
        assert!(message.contains("no/such"), "{message}");
    }

    #[test]
    fn ways_go_up_and_down() {
        assert_eq!(relative(Path::new("/a/b/c"), Path::new("/a/x")), "../../x");
        assert_eq!(relative(Path::new("/a"), Path::new("/a/runtime")), "runtime");
    }
}
