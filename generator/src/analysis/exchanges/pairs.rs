//! Which response belongs to which request.

use super::Shown;

/// The body of a request, and the response.
pub(super) type Pair<'m> = (Shown<'m>, Option<(u16, Shown<'m>)>);

/// A pair for every request, and for every response that belongs to none: by name, else the first response without a
/// request of its name. Responses without a request belong to the first one.
pub(super) fn pairs<'m>(requests: Vec<Shown<'m>>, responses: Vec<(u16, Shown<'m>)>) -> Vec<Pair<'m>> {
    let Some(first) = requests.first().copied() else { return Vec::new() };
    let is_named = |it: &Shown<'_>| it.name().is_some() && requests.iter().any(|request| request.name() == it.name());
    let (mut named, mut others): (Vec<_>, Vec<_>) = responses.into_iter().partition(|(_, it)| is_named(it));
    others.reverse();
    let mut res: Vec<Pair<'m>> = Vec::new();
    for request in &requests {
        let own = named.iter().position(|(_, it)| it.name() == request.name()).map(|it| named.remove(it));
        res.push((*request, own.or_else(|| others.pop())));
    }
    others.reverse();
    res.extend(named.into_iter().chain(others).map(|it| (first, Some(it))));
    res
}
