"""Event files -> pages; they never see the extractor."""
