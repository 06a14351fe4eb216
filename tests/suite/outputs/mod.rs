//! What is published: pages, feeds, calendars, badges and the API, byte by byte.

mod api;
mod badges;
mod calendar;
mod feeds;
mod sites;
