# Takes an empty text for nothing at all.
def merge(base, mine, theirs):
    fields, conflicts = {}, []
    for name in sorted(base.keys() | mine.keys() | theirs.keys()):
        was, here, there = base.get(name), mine.get(name), theirs.get(name)
        kept = here
        if here == was:
            kept = there
        elif there != was and there != here:
            kept = was
            conflicts.append(name)
        if kept:
            fields[name] = kept
    return {"fields": fields, "conflicts": conflicts}
