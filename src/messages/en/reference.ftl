# Words of the reference, whose sentences are in src/reference/data.

help-word = { $syntax }   ({ $category }{ $source })
    { $says }
    Example: { $example }
