//! Builds syntax trees without tokens.
//!
//! Most of a crate consists of items per property and per line of documentation: building and parsing tokens for them
//! took a third of a run.

use crate::rust::names::ident;
use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Bracket, Paren, Semi};
use syn::{
    AngleBracketedGenericArguments, Arm, AttrStyle, Attribute, Expr, ExprCall, ExprField, ExprLit, ExprMatch,
    ExprMethodCall, ExprPath, ExprReference, ExprStruct, FieldValue, Fields, FieldsNamed, GenericArgument, ImplItem,
    ImplItemConst, Item, ItemFn, Lit, LitStr, Member, Meta, MetaNameValue, Pat, PatLit, Path, PathArguments,
    PathSegment, Stmt, Token, Type, TypePath, Visibility, parse_quote,
};

/// One `#[doc]` per line: a single attribute with several lines would be printed as a block comment.
pub(super) fn docs(text: &str) -> Vec<Attribute> {
    let line = |line: &str| if line.is_empty() { doc("") } else { doc(&format!(" {line}")) };
    text.lines().map(line).collect()
}

fn doc(text: &str) -> Attribute {
    let (path, value) = (path(&["doc"]), string(text));
    Attribute {
        pound_token: Default::default(),
        style: AttrStyle::Outer,
        bracket_token: Bracket::default(),
        meta: Meta::NameValue(MetaNameValue { path, eq_token: Default::default(), value }),
    }
}

/// Inserts documentation and deprecation before existing attributes.
pub(super) fn document(text: &str, deprecation: Option<Attribute>, to: &mut Vec<Attribute>) {
    to.splice(0..0, docs(text).into_iter().chain(deprecation));
}

/// Inserts attributes after the documentation, before the other ones.
pub(super) fn attach(attributes: impl IntoIterator<Item = Attribute>, to: &mut Vec<Attribute>) {
    let at = to.iter().take_while(|it| it.path().is_ident("doc")).count();
    to.splice(at..at, attributes);
}

/// Inserts an attribute before all others of an item.
pub(super) fn with_attribute(attribute: &Attribute, mut item: Item) -> Item {
    let attributes = match &mut item {
        Item::Const(it) => &mut it.attrs,
        Item::Enum(it) => &mut it.attrs,
        Item::Fn(it) => &mut it.attrs,
        Item::Impl(it) => &mut it.attrs,
        Item::Macro(it) => &mut it.attrs,
        Item::Struct(it) => &mut it.attrs,
        other => return parse_quote!(#attribute #other),
    };
    attach([attribute.clone()], attributes);
    item
}

/// `rt::Field`
pub(super) fn path(segments: &[&str]) -> Path {
    let segments = segments.iter().map(|it| PathSegment::from(ident(it))).collect();
    Path { leading_colon: None, segments }
}

/// `rt::Field`
pub(super) fn ty(segments: &[&str]) -> Type {
    type_of(path(segments))
}

pub(super) fn type_of(path: Path) -> Type {
    Type::Path(TypePath { attrs: Vec::new(), qself: None, path })
}

/// `rt::Field<Self, String>`
pub(super) fn generic<const N: usize>(segments: &[&str], arguments: [Type; N]) -> Type {
    let arguments = AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: Default::default(),
    };
    let mut path = path(segments);
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(arguments);
    }
    type_of(path)
}

/// `"text"`
pub(super) fn string(text: &str) -> Expr {
    Expr::Lit(literal(text))
}

fn literal(text: &str) -> ExprLit {
    ExprLit { attrs: Vec::new(), lit: Lit::Str(LitStr::new(text, Span::call_site())) }
}

/// `Self::new`
pub(super) fn name(segments: &[&str]) -> Expr {
    Expr::Path(ExprPath { attrs: Vec::new(), qself: None, path: path(segments) })
}

/// `function(argument)`
pub(super) fn call(function: &[&str], argument: Expr) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(name(function)),
        paren_token: Paren::default(),
        args: Punctuated::from_iter([argument]),
    })
}

/// `receiver.method(arguments)`
pub(super) fn method_call<const N: usize>(receiver: &str, method: &str, arguments: [Expr; N]) -> ExprMethodCall {
    ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(name(&[receiver])),
        dot_token: Default::default(),
        method: ident(method),
        turbofish: None,
        paren_token: Paren::default(),
        args: Punctuated::from_iter(arguments),
    }
}

/// `&self.field`, `&mut self.field`
pub(super) fn borrowed(field: &Ident, mutability: Option<Token![mut]>) -> Expr {
    let field = ExprField {
        attrs: Vec::new(),
        base: Box::new(name(&["self"])),
        dot_token: Default::default(),
        member: Member::Named(field.clone()),
    };
    let expr = Box::new(Expr::Field(field));
    Expr::Reference(ExprReference { attrs: Vec::new(), and_token: Default::default(), mutability, expr })
}

/// `call;`
pub(super) fn statement(attrs: Vec<Attribute>, call: ExprMethodCall) -> Stmt {
    Stmt::Expr(Expr::MethodCall(ExprMethodCall { attrs, ..call }), Some(Semi::default()))
}

/// `"text" => call,`
pub(super) fn arm(attrs: Vec<Attribute>, text: &str, call: ExprMethodCall) -> Arm {
    let pat: PatLit = literal(text);
    Arm {
        attrs,
        pat: Pat::Lit(pat),
        fat_arrow_token: Default::default(),
        body: Box::new(Expr::MethodCall(call)),
        comma: Some(Default::default()),
    }
}

/// `pub name: ty`
pub(super) fn field(attrs: Vec<Attribute>, name: Ident, ty: Type) -> syn::Field {
    syn::Field {
        attrs,
        vis: public(),
        modifiers: Default::default(),
        ident: Some(name),
        colon_token: Some(Default::default()),
        ty,
        default: None,
    }
}

/// `{ fields }`
pub(super) fn named(fields: impl IntoIterator<Item = syn::Field>) -> Fields {
    Fields::Named(FieldsNamed { brace_token: Brace::default(), named: fields.into_iter().collect() })
}

/// `pub const NAME: ty = value;`
pub(super) fn constant(attrs: Vec<Attribute>, name: Ident, ty: Type, value: Expr) -> ImplItem {
    ImplItem::Const(ImplItemConst {
        attrs,
        vis: public(),
        modifiers: Default::default(),
        const_token: Default::default(),
        ident: name,
        generics: Default::default(),
        colon_token: Default::default(),
        ty,
        eq_token: Default::default(),
        expr: value,
        semi_token: Default::default(),
    })
}

/// `name: value`
pub(super) fn initial(attrs: Vec<Attribute>, name: Ident, value: Expr) -> FieldValue {
    FieldValue { attrs, member: Member::Named(name), colon_token: Some(Default::default()), expr: value }
}

/// `Self { fields }`
pub(super) fn literal_of_self(fields: impl IntoIterator<Item = FieldValue>) -> Expr {
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path: path(&["Self"]),
        brace_token: Brace::default(),
        fields: fields.into_iter().collect(),
        dot2_token: None,
        rest: None,
    })
}

/// `match scrutinee { arms }`
pub(super) fn match_(scrutinee: &str, arms: Vec<Arm>) -> Expr {
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: Default::default(),
        expr: Box::new(name(&[scrutinee])),
        brace_token: Brace::default(),
        arms,
    })
}

/// A function as a method.
pub(super) fn method(function: ItemFn) -> ImplItem {
    let ItemFn { attrs, vis, modifiers, sig, block } = function;
    ImplItem::Fn(syn::ImplItemFn { attrs, vis, modifiers, sig, block: *block })
}

fn public() -> Visibility {
    Visibility::Public(Default::default())
}
