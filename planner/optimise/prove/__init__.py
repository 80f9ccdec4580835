"""That no better plan exists: reduction, trees of prices, integer programs over what is left."""
