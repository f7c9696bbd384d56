"""Room R2d, substances: the register of names, structures, control status and size classes by jurisdiction and date.

Records: Substance (a substance, a form, a product, a plant or a whole class), Name, ControlStatus, SizeClass, Hint:
published reference data that hold nothing of any party, so everybody reads them and only `load_register` writes them.
The vocabulary is in `rules/vocabulary`; each row names its source, and what is recalled rather than read says so.
"""
