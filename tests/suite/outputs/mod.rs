//! Tests of the outputs: pages, feeds, calendars, badges and the API.

mod again;
mod api;
mod badges;
mod boundaries;
mod calendar;
mod dates;
mod feeds;
mod identity;
mod languages;
mod merged;
mod metrics;
mod outside_of_pages;
mod released;
mod reported;
mod search_index;
mod sight;
mod sites;
mod sla;
mod updates;
