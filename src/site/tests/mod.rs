//! What the room promises as a whole: pages, headers, stamps, and the documentation of what templates see.
