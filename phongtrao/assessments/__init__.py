"""Index sets (bộ chỉ số) in editions, campaigns of assessment, the gap between self and verified scores."""
