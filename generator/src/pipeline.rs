//! The phases, in order.

mod parse;
mod service;

use crate::analysis::areas::{self, AreaRule, Areas};
use crate::analysis::corrections::{self, PagingRule};
use crate::analysis::paths::{self, Operations, Paths};
use crate::check::{
    drift, examples, links, method_tables, methods, pages, permissions, query_options, representations, suppress,
};
use crate::diagnostics::policy::Requested;
use crate::diagnostics::{Diagnostics, in_parallel};
use crate::input::csdl::Document;
use crate::input::markdown::Topic;
use crate::input::openapi;
use crate::input::page::Page;
use crate::input::read;
use crate::input::toc::Toc;
use crate::lower;
use crate::model::{Index, Model, TypeId};
use crate::service::Service;
use crate::source::SourceMap;

/// The API that the inputs describe, checked.
#[derive(Debug)]
pub struct Checked {
    /// The syntax tree of every page.
    pub topics: Vec<Topic>,
    /// The interpretation of every page.
    pub pages: Vec<Page>,
    /// The syntax tree of every file of metadata.
    pub documents: Vec<Document>,
    /// Every OpenAPI description.
    pub descriptions: Vec<openapi::Document>,
    /// Every table of contents.
    pub tocs: Vec<Toc>,
    /// The API.
    pub model: Model<TypeId>,
    /// The targets of its URLs.
    pub paths: Paths,
    /// The areas of all items; empty without [`Settings::has_areas`].
    pub areas: Areas,
    /// The diagnostics, sorted.
    pub diagnostics: Diagnostics,
}

/// How texts are read and checked.
#[derive(Clone, Debug)]
pub struct Settings<'a> {
    /// The service. What it lacks comes from a profile or the texts.
    pub service: &'a Service,
    /// Whether requests that only metadata declares are included.
    pub operations: Operations,
    /// Rules of a configuration.
    pub rules: Rules<'a>,
    /// Whether areas are determined, and their rules read. Only crates need areas, and no finding is about them.
    pub has_areas: bool,
    /// The codes that are checked although they are off by default.
    pub requested: Requested,
}

/// Rules of a configuration.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules<'a> {
    /// Rules for areas.
    pub areas: &'a [AreaRule],
    /// Corrections of how lists continue.
    pub paging: &'a [PagingRule],
}

impl<'a> Settings<'a> {
    /// The usual settings for a service.
    pub fn of(service: &'a Service) -> Settings<'a> {
        Settings {
            service,
            operations: Operations::default(),
            rules: Rules::default(),
            has_areas: true,
            requested: Requested::default(),
        }
    }
}

/// Reads texts as one version of an API, and checks it.
pub fn check(sources: &SourceMap, service: &Service, operations: Operations) -> Checked {
    check_with(sources, &Settings { operations, ..Settings::of(service) })
}

/// Like [`check`], with all settings.
pub fn check_with(sources: &SourceMap, settings: &Settings<'_>) -> Checked {
    let Settings { service, operations, rules, has_areas, requested } = settings;
    let mut diagnostics = Diagnostics::default();
    let reports = &mut diagnostics;
    read::report(reports, sources);
    // Files of metadata and tables of contents are few and long: they come first, so that the threads finish together.
    let ((documents, declared, tocs), ((topics, pages), permitted)) = in_parallel(
        reports,
        |it| parse::metadata_and_tocs(it, sources),
        |it| in_parallel(it, |it| parse::pages(it, sources, &service.callers), |it| parse::permissions(it, sources)),
    );
    let (descriptions, described) = parse::descriptions(reports, sources);
    let service = service::complete(service, sources, &pages, &documents, &descriptions, &declared);
    let (documented, (entries, ())) = in_parallel(
        reports,
        |it| lower::pages(it, sources, &pages, &[&declared], &service),
        // The checks that do not need the model.
        |it| {
            pages::check(it, sources, &topics, &pages, requested);
            in_parallel(
                it,
                |it| areas::toc_tree(it, sources, &tocs),
                |it| links::check(it, sources, &topics, &tocs, requested),
            )
        },
    );
    let models = [documented, declared, permitted].into_iter().chain(described).collect();
    let models = lower::align(reports, sources, models);
    let model = lower::merge(reports, sources, &models, service);
    let index = Index::new(&model);
    let (mut paths, ()) = in_parallel(
        reports,
        |it| paths::paths(it, sources, &index, *operations),
        |it| drift::models(it, sources, &models),
    );
    let problems = corrections::correct(&model, &mut paths, rules.paging);
    let (mut areas, ()) = in_parallel(
        reports,
        |it| {
            drift::requests(it, sources, &models, &index, &paths);
            // Dropping them takes time: here it does not delay the checks.
            drop(models);
            let areas = || areas::areas(sources, &topics, entries, rules.areas, &index, &paths);
            if *has_areas { areas() } else { Areas::default() }
        },
        |it| {
            examples::check(it, sources, &index, &paths);
            methods::check(it, &index, &paths);
            method_tables::check(it, sources, &index, &paths, &pages);
            query_options::check(it, &index, &paths);
            permissions::check(it, sources, &model, requested);
            representations::check(it, &index, &pages);
        },
    );
    areas.problems.extend(problems);
    drop(index);
    suppress::apply(&mut diagnostics, sources, requested);
    diagnostics.sort();
    Checked { topics, pages, documents, descriptions, tocs, model, paths, areas, diagnostics }
}
