"""Word files: checking templates, filling them, marking versions, writing raw WordprocessingML."""
