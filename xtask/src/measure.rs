//! Time and memory of this process and of its children, from `/proc`.

use std::fs;
use std::io;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The user time of this process, and that of its children that have ended: fields behind its name (proc(5): `utime`,
/// `cutime`).
const OWN: usize = 11;
const CHILDREN: usize = 13;

/// Wall and user time, in seconds.
#[derive(Clone, Copy, Default)]
pub(crate) struct Time {
    pub(crate) wall: f64,
    pub(crate) user: f64,
}

impl Time {
    /// The minimum of each.
    pub(crate) fn least(self, other: Time) -> Time {
        Time { wall: self.wall.min(other.wall), user: self.user.min(other.user) }
    }
}

/// The work of this process.
pub(crate) fn own<T>(work: impl FnOnce() -> T) -> Result<(T, Time), String> {
    timed(OWN, work)
}

/// The work of children that `work` starts and waits for.
pub(crate) fn children<T>(work: impl FnOnce() -> T) -> Result<(T, Time), String> {
    timed(CHILDREN, work)
}

fn timed<T>(field: usize, work: impl FnOnce() -> T) -> Result<(T, Time), String> {
    let (begun, user) = (Instant::now(), ticks(field).map_err(|err| err.to_string())?);
    let res = work();
    let wall = begun.elapsed().as_secs_f64();
    Ok((res, Time { wall, user: ticks(field).map_err(|err| err.to_string())? - user }))
}

/// The value of a field after the name of this process, in seconds (proc(5): ticks of 10 ms).
fn ticks(field: usize) -> io::Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the process is in parentheses and may contain spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Option<f64> = fields.split_whitespace().nth(field).and_then(|it| it.parse().ok());
    ticks.map(|it| it / 100.0).ok_or_else(|| io::Error::other("no times in /proc/self/stat"))
}

/// The peak memory of this process, in MB.
pub(crate) fn own_peak() -> Option<f64> {
    peak(&fs::read_to_string("/proc/self/status").ok()?)
}

/// The peak memory of a child that runs, in MB.
pub(crate) fn own_peak_of(child: &Child) -> Option<f64> {
    peak(&fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?)
}

/// The peak memory of the compilers that `child` starts, in MB. Other processes are not measured.
pub(crate) fn compilers_peak(child: &mut Child) -> io::Result<f64> {
    let parent = format!("\nPPid:\t{}\n", child.id());
    let mut res: f64 = 0.0;
    while child.try_wait()?.is_none() {
        for entry in fs::read_dir("/proc")?.flatten() {
            let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
            let is_compiler = status.starts_with("Name:\trustc\n") || status.starts_with("Name:\trustdoc\n");
            if is_compiler && status.contains(&parent) {
                res = res.max(peak(&status).unwrap_or_default());
            }
        }
        sleep(Duration::from_millis(20));
    }
    Ok(res)
}

/// The peak memory of `child`, in MB.
pub(crate) fn child_peak(child: &mut Child) -> io::Result<f64> {
    let mut res = 0.0;
    while child.try_wait()?.is_none() {
        res = own_peak_of(child).unwrap_or(res);
        sleep(Duration::from_millis(1));
    }
    Ok(res)
}

/// proc(5): `VmHWM`.
fn peak(status: &str) -> Option<f64> {
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The median.
pub(crate) fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
