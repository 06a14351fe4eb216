mod faults;
mod leaks;
mod publish;
mod released_cache;
