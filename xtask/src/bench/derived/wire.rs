//! Names of members in JSON, read from the implementations that derive macros replace.

use std::collections::BTreeMap;
use syn::{Block, Expr, File, Ident, ImplItem, Item, ItemImpl, Lit, LitStr, Member, Pat, Stmt, Type};

/// The names of the members of all types of a file.
#[derive(Default)]
pub(super) struct WireNames {
    /// By type and field or variant.
    types: BTreeMap<String, BTreeMap<String, LitStr>>,
}

impl WireNames {
    /// The names of a file.
    pub(super) fn of(file: &File) -> WireNames {
        let mut res = WireNames::default();
        for item in &file.items {
            let Item::Impl(item) = item else { continue };
            let members: BTreeMap<String, LitStr> = match implemented(item).as_deref() {
                Some("Model") => body(item, "each").into_iter().flat_map(|it| &it.stmts).filter_map(field).collect(),
                Some("StringEnum") => body(item, "as_str").map(variants).unwrap_or_default(),
                _ => continue,
            };
            if let Some(name) = implementor(item) {
                res.types.insert(name.to_string(), members);
            }
        }
        res
    }

    /// The members of a type that reads and writes itself; `None` for any other type.
    pub(super) fn members(&self, ty: &Ident) -> Option<&BTreeMap<String, LitStr>> {
        self.types.get(&ty.to_string())
    }
}

/// The trait that is implemented.
pub(super) fn implemented(item: &ItemImpl) -> Option<String> {
    Some(item.trait_.as_ref()?.0.segments.last()?.ident.to_string())
}

/// The type that implements the trait.
pub(super) fn implementor(item: &ItemImpl) -> Option<&Ident> {
    match &*item.self_ty {
        Type::Path(it) => it.path.get_ident(),
        _ => None,
    }
}

fn body<'a>(item: &'a ItemImpl, function: &str) -> Option<&'a Block> {
    item.items.iter().find_map(|it| match it {
        ImplItem::Fn(it) if it.sig.ident == function => Some(&it.block),
        _ => None,
    })
}

/// `visit.member("wireName", &self.field);`
fn field(statement: &Stmt) -> Option<(String, LitStr)> {
    let Stmt::Expr(Expr::MethodCall(call), _) = statement else { return None };
    let (name, value) = (call.args.first()?, call.args.get(1)?);
    let Expr::Reference(value) = value else { return None };
    match &*value.expr {
        Expr::Field(it) => match &it.member {
            Member::Named(field) => Some((field.to_string(), text(name)?)),
            Member::Unnamed(_) => None,
        },
        _ => None,
    }
}

/// `match self { Self::Variant => "wireName", … }`
fn variants(body: &Block) -> BTreeMap<String, LitStr> {
    let Some(Stmt::Expr(Expr::Match(choice), _)) = body.stmts.first() else { return BTreeMap::new() };
    let variants = choice.arms.iter().filter_map(|arm| match &arm.pat {
        Pat::Path(it) => Some((it.path.segments.last()?.ident.to_string(), text(&arm.body)?)),
        _ => None,
    });
    variants.collect()
}

fn text(expr: &Expr) -> Option<LitStr> {
    match expr {
        // A long name is on a separate line, in braces.
        Expr::Block(it) => match &it.block.stmts[..] {
            [Stmt::Expr(only, None)] => text(only),
            _ => None,
        },
        Expr::Lit(it) => match &it.lit {
            Lit::Str(it) => Some(it.clone()),
            _ => None,
        },
        _ => None,
    }
}
