//! What each phase costs, over the pages and the metadata of `docs-input`: `cargo bench -p graphwright`.
//!
//! It shows where a change pays. What all phases cost on real pages is measured by `cargo xtask bench check` and `generate`.

use divan::Bencher;
use divan::counter::BytesCount;
use graphwright::allocator::{self, MiMalloc};
use graphwright::analysis::areas::{self, Areas};
use graphwright::analysis::paths::{self, Operations, Paths};
use graphwright::check::drift;
use graphwright::check::examples;
use graphwright::diagnostics::Diagnostics;
use graphwright::input::csdl::{self, Document};
use graphwright::input::markdown::{self, Topic};
use graphwright::input::page::{self, Page};
use graphwright::input::read;
use graphwright::lower;
use graphwright::model::{Index, Model, SourceModel, TypeId};
use graphwright::pipeline::{self, Checked};
use graphwright::rust::emit::{self, CrateConfig, Input, Runtime};
use graphwright::rust::manifest::PackageTable;
use graphwright::rust::names::Names;
use graphwright::rust::output::OutputTree;
use graphwright::rust::snippet::{Examples, Snippets};

use graphwright::service::{Callers, Service};
use graphwright::source::{FileId, FileKind, SourceMap};
use std::path::Path;
use std::sync::LazyLock;

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

static SOURCES: LazyLock<SourceMap> = LazyLock::new(|| {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input/v1.0");
    read::read(&[docs], &[], &[]).expect("the repository has pages")
});

static CHECKED: LazyLock<Checked> =
    LazyLock::new(|| pipeline::check(&SOURCES, &Service::default(), Operations::Documented));

fn main() {
    allocator::keep_memory();
    divan::main();
}

/// The result of a phase, without its reports.
fn quietly<T>(phase: impl FnOnce(&mut Diagnostics) -> T) -> T {
    phase(&mut Diagnostics::default())
}

fn files(kind: FileKind) -> impl Iterator<Item = FileId> {
    SOURCES.iter().filter(move |(_, it)| it.kind == kind).map(|(id, _)| id)
}

fn bytes(kind: FileKind) -> BytesCount {
    BytesCount::new(files(kind).map(|it| SOURCES.file(it).text.len()).sum::<usize>())
}

#[divan::bench]
fn a_markdown(bencher: Bencher<'_, '_>) {
    let parse = |it| quietly(|own| markdown::parse(own, &SOURCES, it));
    bencher.counter(bytes(FileKind::Page)).bench(|| files(FileKind::Page).map(parse).collect::<Vec<Topic>>());
}

#[divan::bench]
fn b_page(bencher: Bencher<'_, '_>) {
    let interpret = |it: &Topic| quietly(|own| page::interpret(own, &SOURCES, it, &Callers::default()));
    bencher.counter(bytes(FileKind::Page)).bench(|| CHECKED.topics.iter().map(interpret).collect::<Vec<Page>>());
}

#[divan::bench]
fn c_csdl(bencher: Bencher<'_, '_>) {
    let parse = |it| quietly(|own| csdl::parse(own, &SOURCES, it));
    bencher
        .counter(bytes(FileKind::Metadata))
        .bench(|| files(FileKind::Metadata).map(parse).collect::<Vec<Document>>());
}

fn declared() -> SourceModel {
    quietly(|own| lower::metadata(own, &CHECKED.documents))
}

fn aligned(declared: SourceModel) -> Vec<SourceModel> {
    quietly(|own| {
        let documented = lower::pages(own, &SOURCES, &CHECKED.pages, &[&declared], &CHECKED.model.service);
        lower::align(own, &SOURCES, vec![documented, declared])
    })
}

#[divan::bench]
fn d_lower(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(declared).bench_values(aligned);
}

#[divan::bench]
fn e_merge(bencher: Bencher<'_, '_>) {
    let merge = |it: &Vec<SourceModel>| -> Model<TypeId> {
        quietly(|own| lower::merge(own, &SOURCES, it, CHECKED.model.service.clone()))
    };
    bencher.with_inputs(|| aligned(declared())).bench_refs(|it| merge(it));
}

#[divan::bench]
fn f_paths(bencher: Bencher<'_, '_>) {
    let index = || Index::new(&CHECKED.model);
    let paths = || -> Paths { quietly(|own| paths::paths(own, &SOURCES, &index(), Operations::Documented)) };
    bencher.bench(paths);
}

#[divan::bench]
fn g_examples(bencher: Bencher<'_, '_>) {
    let index = || Index::new(&CHECKED.model);
    bencher.bench(|| quietly(|own| examples::check(own, &SOURCES, &index(), &CHECKED.paths)));
}

#[divan::bench]
fn h_drift(bencher: Bencher<'_, '_>) {
    let Checked { model, paths, .. } = &*CHECKED;
    let index = Index::new(model);
    let compare = |models: &Vec<SourceModel>| {
        quietly(|own| {
            drift::models(own, &SOURCES, models);
            drift::requests(own, &SOURCES, models, &index, paths);
        });
    };
    bencher.with_inputs(|| aligned(declared())).bench_refs(|it| compare(it));
}

#[divan::bench]
fn i_areas(bencher: Bencher<'_, '_>) {
    let Checked { topics, tocs, model, paths, .. } = &*CHECKED;
    let index = Index::new(model);
    bencher.bench(|| -> Areas {
        quietly(|own| areas::areas(&SOURCES, topics, areas::toc_tree(own, &SOURCES, tocs), &[], &index, paths))
    });
}

#[divan::bench]
fn j_names(bencher: Bencher<'_, '_>) {
    bencher.bench(|| -> Names {
        quietly(|own| Names::new(own, &SOURCES, &CHECKED.model, &CHECKED.paths, &CHECKED.areas))
    });
}

#[divan::bench]
fn k_snippets(bencher: Bencher<'_, '_>) {
    let Checked { model, paths, areas, .. } = &*CHECKED;
    let names = quietly(|own| Names::new(own, &SOURCES, model, paths, areas));
    bencher.bench(|| -> Examples { Snippets::new(&SOURCES, model, paths, &names, "phases").examples() });
}

#[divan::bench]
fn l_emit(bencher: Bencher<'_, '_>) {
    let Checked { model, paths, areas, .. } = &*CHECKED;
    let runtime = Runtime::Version("0.1".to_owned());
    let (name, version) = ("phases".to_owned(), "0.1.0".to_owned());
    let config = CrateConfig { name, version, package: PackageTable::of_license(None), runtime };
    let names = &quietly(|own| Names::new(own, &SOURCES, model, paths, areas));
    let examples = &Snippets::new(&SOURCES, model, paths, names, "phases").examples();
    let input = Input { sources: &SOURCES, model, paths, areas, names, examples };
    bencher.bench(|| -> OutputTree { emit::emit(input, &config) });
}
