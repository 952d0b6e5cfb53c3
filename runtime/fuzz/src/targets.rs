//! The fuzz targets and their samples.

mod batches;
mod links;
mod models;
mod numbers;
mod times;
mod urls;

/// A part of the runtime.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) samples: &'static [&'static str],
    /// Returns whether the input was accepted; panics on a failure.
    pub(crate) run: fn(&str) -> bool,
}

pub(crate) const TARGETS: &[Target] = &[
    Target { name: "date", samples: times::DATES, run: times::date },
    Target { name: "date_time", samples: times::DATE_TIMES, run: times::date_time },
    Target { name: "time_of_day", samples: times::TIMES, run: times::time_of_day },
    Target { name: "duration", samples: times::DURATIONS, run: times::duration },
    Target { name: "decimal", samples: numbers::NUMBERS, run: numbers::decimal },
    Target { name: "float", samples: numbers::NUMBERS, run: numbers::float },
    Target { name: "untyped", samples: numbers::VALUES, run: numbers::untyped },
    Target { name: "guid", samples: numbers::GUIDS, run: numbers::guid },
    Target { name: "binary", samples: numbers::BINARY, run: numbers::binary },
    Target { name: "model", samples: models::USERS, run: models::user },
    Target { name: "page", samples: models::PAGES, run: models::page },
    Target { name: "literal", samples: urls::TEXTS, run: urls::literal },
    Target { name: "path", samples: urls::TEXTS, run: urls::path },
    Target { name: "batch", samples: batches::ANSWERS, run: batches::batch },
    Target { name: "next_link", samples: links::LINKS, run: links::next_link },
    Target { name: "redirect", samples: links::LINKS, run: links::redirect },
    Target { name: "retry_after", samples: links::WAITS, run: links::retry_after },
];
