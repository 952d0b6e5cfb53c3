//! Responses in the form of the service, with the members of the model: pages of a collection, with annotations, nulls, and
//! undeclared members.

use graphwright::model::{ItemType, Model, Primitive, Property, TypeId, TypeKind};
use serde_json::{Map, Value, json};

/// The number of items per page: the default of the service.
const ITEMS: usize = 100;
/// The maximum depth of structures.
const DEPTH: usize = 5;

/// Pages of items of a type, one JSON text per page, with `bytes` in total.
pub(super) fn pages(model: &Model<TypeId>, name: &str, bytes: usize) -> Result<Vec<String>, String> {
    let is_it = |it: &QualifiedTypeDef| it.name.value.name == name;
    let idx = model.types.iter().position(is_it).ok_or_else(|| format!("no type is called {name}"))?;
    let mut writer = Writer { model, chance: Chance(idx as u64 + 1) };
    let (mut res, mut len) = (Vec::new(), 0);
    while len < bytes {
        let page = writer.page(name, TypeId(idx as u32)).to_string();
        len += page.len();
        res.push(page);
    }
    Ok(res)
}

type QualifiedTypeDef = graphwright::model::TypeDef<TypeId>;

struct Writer<'a> {
    model: &'a Model<TypeId>,
    chance: Chance,
}

impl Writer<'_> {
    fn page(&mut self, name: &str, id: TypeId) -> Value {
        let items: Vec<Value> = (0..ITEMS).map(|_| self.item(name, id)).collect();
        let url = format!("https://graph.microsoft.com/v1.0/{name}s?$top={ITEMS}&$skiptoken={}", self.chance.hex(64));
        json!({
            "@odata.context": format!("https://graph.microsoft.com/v1.0/$metadata#{name}s"),
            "@odata.nextLink": url,
            "value": items,
        })
    }

    /// An object with additions of the service: an ETag, sometimes a link or an extension.
    fn item(&mut self, name: &str, id: TypeId) -> Value {
        let mut res = Map::new();
        res.insert("@odata.etag".to_owned(), json!(format!("W/\"{}\"", self.chance.hex(40))));
        if name == "driveItem" {
            let url = format!("https://contoso.sharepoint.com/download.aspx?UniqueId={}", self.chance.guid());
            res.insert("@microsoft.graph.downloadUrl".to_owned(), json!(url));
        }
        self.members(&mut res, id, DEPTH);
        if self.chance.one_in(4) {
            let name = format!("extension_{}_costCenter", self.chance.hex(32));
            res.insert(name, json!({ "code": self.chance.below(9000), "name": self.chance.words(2) }));
        }
        Value::Object(res)
    }

    /// The properties that the service sends by default: no navigation properties. Some are null, and some are missing.
    fn members(&mut self, object: &mut Map<String, Value>, id: TypeId, depth: usize) {
        let model = self.model;
        for base in model.bases(id).into_iter().rev().chain([id]) {
            let properties = model.type_def(base).structure().map_or(&[][..], |it| &it.properties);
            for property in properties.iter().filter(|it| !it.kind.is_navigation()) {
                let value = match self.chance.below(8) {
                    0 => continue,
                    1 => Some(Value::Null),
                    _ => self.value(property, depth),
                };
                if let Some(value) = value {
                    object.insert(property.name.value.clone(), value);
                }
            }
        }
    }

    fn value(&mut self, property: &Property<TypeId>, depth: usize) -> Option<Value> {
        if !property.ty.is_collection {
            return self.one(property, depth);
        }
        let count = self.chance.below(4);
        (0..count).map(|_| self.one(property, depth)).collect::<Option<Vec<Value>>>().map(Value::Array)
    }

    fn one(&mut self, property: &Property<TypeId>, depth: usize) -> Option<Value> {
        let id = match &property.ty.item {
            ItemType::Primitive(primitive) => return self.primitive(*primitive, &property.name.value),
            ItemType::Named(id) => *id,
            ItemType::List(_) | ItemType::Map(_) => return None,
        };
        if let TypeKind::Enum(it) = &self.model.type_def(id).kind {
            let idx = self.chance.below(it.members.len());
            return Some(json!(it.members[idx].name.value));
        }
        let mut res = Map::new();
        if depth > 0 {
            self.members(&mut res, id, depth - 1);
        }
        Some(Value::Object(res))
    }

    fn primitive(&mut self, primitive: Primitive, name: &str) -> Option<Value> {
        let chance = &mut self.chance;
        let day = |chance: &mut Chance| {
            format!("20{:02}-{:02}-{:02}", 10 + chance.below(15), 1 + chance.below(12), 1 + chance.below(28))
        };
        let time =
            |chance: &mut Chance| format!("{:02}:{:02}:{:02}", chance.below(24), chance.below(60), chance.below(60));
        Some(match primitive {
            Primitive::Base64Url | Primitive::Binary => json!(format!("{}=", chance.hex(39))),
            Primitive::Boolean => json!(chance.one_in(2)),
            Primitive::Byte | Primitive::SByte => json!(chance.below(100)),
            Primitive::Int16 | Primitive::Int32 => json!(chance.below(30_000)),
            Primitive::Int64 => json!(chance.below(5_000_000_000)),
            Primitive::Decimal | Primitive::Double | Primitive::Single => json!(chance.below(100_000) as f64 / 64.0),
            Primitive::Date => json!(day(chance)),
            Primitive::DateTimeOffset => json!(format!("{}T{}Z", day(chance), time(chance))),
            Primitive::TimeOfDay => json!(time(chance)),
            Primitive::Duration => json!(format!("PT{}M", chance.below(600))),
            Primitive::Guid => json!(chance.guid()),
            Primitive::String => json!(chance.string(name)),
            Primitive::Stream | Primitive::Untyped => return None,
        })
    }
}

/// Numbers that are the same in every run (Knuth's linear congruential generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 16) as usize % end
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn hex(&mut self, len: usize) -> String {
        (0..len).map(|_| char::from(b"0123456789abcdef"[self.below(16)])).collect()
    }

    fn guid(&mut self) -> String {
        [8, 4, 4, 4, 12].map(|len| self.hex(len)).join("-")
    }

    fn words(&mut self, count: usize) -> String {
        const WORDS: [&str; 16] = [
            "Adèle",
            "Vance",
            "quarterly",
            "report",
            "the",
            "budget",
            "of",
            "Contoso",
            "Zürich",
            "meeting",
            "review",
            "plan",
            "and",
            "travel",
            "a",
            "summary",
        ];
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }

    /// A text that suits the name of its member.
    fn string(&mut self, name: &str) -> String {
        let is = |part: &str| name.to_ascii_lowercase().contains(part);
        if name == "id" {
            if self.one_in(2) { self.guid() } else { self.hex(120) }
        } else if is("url") || is("link") || is("path") {
            format!("https://contoso.sharepoint.com/sites/{}/documents/{}.docx", self.hex(12), self.hex(16))
        } else if is("mail") || is("address") || is("principal") {
            format!("{}@contoso.onmicrosoft.com", self.hex(10))
        } else if name == "content" {
            let count = 3 + self.below(12);
            let lines = (0..count).map(|_| format!("<p class=\"MsoNormal\">{}</p>\r\n", self.words(12)));
            format!("<html><body>\r\n{}</body></html>", lines.collect::<String>())
        } else if is("id") || is("tag") || is("key") || is("hash") {
            self.hex(36)
        } else if is("preview") {
            self.words(30)
        } else {
            let count = 1 + self.below(3);
            self.words(count)
        }
    }
}
