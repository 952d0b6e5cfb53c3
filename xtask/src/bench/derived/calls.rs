//! Functions that do not need the traits of generated models.

use std::collections::BTreeSet;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprCall, ExprReference, File, FnArg, GenericArgument, Ident, ImplItemFn, ItemFn, Pat, PatType, Path,
    PathArguments, Signature, Type, parse_quote,
};

/// Removes these traits from all functions, fields and constants of a file.
pub(super) fn adapt(file: &mut File) {
    Functions.visit_file_mut(file);
    Sets.visit_file_mut(file);
}

/// `Flags` reads members with methods that derived enums do not have: it is replaced by lists.
struct Sets;

impl VisitMut for Sets {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if let Some(last) = path.segments.last()
            && last.ident == "Flags"
        {
            let PathArguments::AngleBracketed(arguments) = &last.arguments else { return };
            *path = parse_quote!(Vec #arguments);
        }
    }
}

struct Functions;

impl VisitMut for Functions {
    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        adapt_function(&mut function.sig, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        adapt_function(&mut function.sig, &mut function.block);
    }
}

fn adapt_function(signature: &mut Signature, body: &mut Block) {
    let candidates = signature.inputs.iter().filter_map(parameter).filter(|(_, it)| is_named(&it.ty));
    let mut values =
        Values { candidates: candidates.map(|(name, _)| name.clone()).collect(), literals: BTreeSet::new() };
    values.visit_block_mut(body);
    for input in &mut signature.inputs {
        if parameter(input).is_some_and(|(name, _)| values.literals.contains(name))
            && let FnArg::Typed(it) = input
        {
            *it.ty = parse_quote!(impl rt::ToLiteral);
        }
    }
}

fn parameter(input: &FnArg) -> Option<(&Ident, &PatType)> {
    let FnArg::Typed(it) = input else { return None };
    match &*it.pat {
        Pat::Ident(name) => Some((&name.ident, it)),
        _ => None,
    }
}

/// Whether values have a type of the API: `&crate::graph::Kind`, `Option<&crate::graph::Kind>`.
fn is_named(ty: &Type) -> bool {
    match ty {
        Type::Reference(it) => matches!(&*it.elem, Type::Path(it) if !it.path.is_ident("str")),
        Type::Path(it) => it.path.segments.last().is_some_and(|it| match &it.arguments {
            PathArguments::AngleBracketed(it) if it.args.len() == 1 => {
                matches!(it.args.first(), Some(GenericArgument::Type(ty @ Type::Reference(_))) if is_named(ty))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// The uses of arguments in functions.
struct Values {
    /// Parameters whose type is a type of the API.
    candidates: BTreeSet<Ident>,
    /// The candidates that become a part of the URL. Derived enums are not literals: other types are used.
    literals: BTreeSet<Ident>,
}

impl VisitMut for Values {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        let Expr::Reference(ExprReference { expr: value, .. }) = &mut *expr else { return };
        let inner = match &**value {
            Expr::Path(_) => &**value,
            Expr::Call(it) if calls(it, "Optional") || calls(it, "upcast") => &it.args[0],
            _ => return,
        };
        let Expr::Path(path) = inner else { return };
        let Some(name) = path.path.get_ident() else { return };
        if is_upcast(value) {
            // Derived structs are not `Model`s, and are sent directly.
            *expr = inner.clone();
        } else if self.candidates.contains(name) {
            self.literals.insert(name.clone());
            **value = inner.clone();
        }
    }
}

fn is_upcast(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(it) if calls(it, "upcast"))
}

/// Whether a function of this name is called with one argument.
fn calls(call: &ExprCall, function: &str) -> bool {
    let Expr::Path(it) = &*call.func else { return false };
    call.args.len() == 1 && it.path.segments.last().is_some_and(|it| it.ident == function)
}
