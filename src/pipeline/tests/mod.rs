mod faults;
mod leaks;
mod placeholders;
mod publish;
mod released_cache;
