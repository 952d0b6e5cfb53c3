//! Permissions without prose, one path on each line.

use super::prose;
use serde_json::Value;
use std::fmt::Write;

/// Members that are neither prose nor facts about permissions.
const OTHERS: &[&str] = &["$schema", "ownerInfo", "provisioningInfo"];

/// The facts of a list of permissions. The order of the members is kept. An error begins with its line and column.
pub(super) fn facts(json: &str) -> Result<String, String> {
    let value: Value = serde_json::from_str(json).map_err(|err| {
        let message = err.to_string();
        let what = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
        format!("{}:{}: {what}", err.line(), err.column())
    })?;
    let mut res = String::new();
    write_value(&mut res, &without_prose(value), 0);
    Ok(res + "\n")
}

fn without_prose(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let facts = members.into_iter().filter(|(name, value)| {
                // Names of paths may end like names of prose.
                let is_named = !name.starts_with('/') && prose::is_name(name);
                let is_prose = |text: &str| is_named || prose::is_sentence(text);
                !value.as_str().is_some_and(is_prose) && !OTHERS.contains(&&**name)
            });
            Value::Object(facts.map(|(name, value)| (corrected(name), without_prose(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_prose).collect()),
        value => value,
    }
}

/// A path without surplus braces: published lists contain `/chats/{id}}/messages`.
fn corrected(name: String) -> String {
    if name.starts_with('/') { name.replace("}}", "}") } else { name }
}

/// Writes lists of names and objects without names on one line.
fn write_value(res: &mut String, value: &Value, depth: usize) {
    let is_nested = |it: &Value| it.is_object() || it.is_array();
    match value {
        Value::Object(members) if members.values().any(|it| is_nested(it) || it.is_string()) => {
            let members = members.iter().map(|(name, value)| (Some(&**name), value));
            write_lines(res, ['{', '}'], members, depth);
        }
        Value::Array(items) if items.iter().any(is_nested) => {
            write_lines(res, ['[', ']'], items.iter().map(|it| (None, it)), depth);
        }
        Value::Object(members) => {
            let members: Vec<String> = members.iter().map(|(name, it)| format!("\"{name}\": {it}")).collect();
            *res += &if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) };
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(Value::to_string).collect();
            let _ = write!(res, "[{}]", items.join(", "));
        }
        value => *res += &value.to_string(),
    }
}

fn write_lines<'v>(
    res: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    depth: usize,
) {
    res.push(open);
    for (idx, (name, value)) in items.enumerate() {
        let _ = write!(res, "{}\n{}", if idx > 0 { "," } else { "" }, "  ".repeat(depth + 1));
        if let Some(name) = name {
            let _ = write!(res, "{}: ", Value::from(name));
        }
        write_value(res, value, depth + 1);
    }
    let _ = write!(res, "\n{}{close}", "  ".repeat(depth));
}
