//! The plot: time and memory per page over the number of copies, relative to one copy. Linear growth is a horizontal line
//! at 1.

use super::SIZES;
use std::fmt::Write;

/// Time and memory of checking, then of generating.
const LINES: [(&str, &str); 4] = [
    ("check: user time", "#1f77b4"),
    ("check: memory", "#9ecae1"),
    ("generate: user time", "#d62728"),
    ("generate: memory", "#ff9896"),
];

/// The origin of the axes.
const LEFT: usize = 40;
const BOTTOM: f64 = 190.0;

/// Draws both commands: for every size, milliseconds and kilobytes per page.
pub(super) fn svg(points: &[Vec<[f64; 2]>; 2]) -> String {
    let mut res = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 230\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"520\" height=\"230\" fill=\"#fff\"/>\n\
         <path d=\"M40 20V190H360\" fill=\"none\" stroke=\"#888\"/>\n\
         <text x=\"44\" y=\"16\">per page, beside one copy of the pages</text>\n\
         <text x=\"190\" y=\"222\">copies</text>\n",
    );
    for (idx, copies) in SIZES.iter().enumerate() {
        let _ = writeln!(res, "<text x=\"{}\" y=\"206\">{copies}</text>", x(idx));
    }
    for level in [0.5, 1.0, 1.5] {
        let _ = writeln!(res, "<text x=\"14\" y=\"{:.0}\">{level:.1}</text>", y(level) + 4.0);
        let _ = writeln!(res, "<path d=\"M40 {0:.0}H360\" stroke=\"#ddd\"/>", y(level));
    }
    for (idx, (name, color)) in LINES.iter().enumerate() {
        let (points, side) = (&points[idx / 2], idx % 2);
        let line: Vec<String> = points
            .iter()
            .enumerate()
            .map(|(at, it)| format!("{},{:.1}", x(at), y(it[side] / points[0][side])))
            .collect();
        let line = line.join(" ");
        let _ = writeln!(res, "<polyline points=\"{line}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>");
        let at = 40 + 18 * idx;
        let _ = writeln!(res, "<path d=\"M376 {at}h16\" stroke=\"{color}\" stroke-width=\"2\"/>");
        let _ = writeln!(res, "<text x=\"398\" y=\"{}\">{name}</text>", at + 4);
    }
    res + "</svg>\n"
}

/// Each size is twice the previous one.
fn x(idx: usize) -> usize {
    LEFT + 10 + 100 * idx
}

/// The vertical position of a value from 0 to 2.
fn y(share: f64) -> f64 {
    BOTTOM - share.min(2.0) * 80.0
}
