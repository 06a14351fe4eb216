//! Tests of the outputs: pages, feeds, calendars, badges and the API.

mod api;
mod badges;
mod boundaries;
mod calendar;
mod dates;
mod feeds;
mod identity;
mod languages;
mod metrics;
mod outside_of_pages;
mod released;
mod reported;
mod search_index;
mod sites;
mod sla;
