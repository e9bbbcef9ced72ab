# In Python True equals 1, so the change of kind is missed.
def diff(before, after, path=()):
    out = {"added": [], "removed": [], "changed": []}
    for key in sorted(before.keys() | after.keys()):
        here = path + (key,)
        if key not in before:
            out["added"].append(here)
        elif key not in after:
            out["removed"].append(here)
        elif isinstance(before[key], dict) and isinstance(after[key], dict):
            part = diff(before[key], after[key], here)
            for kind in out:
                out[kind] += part[kind]
        elif before[key] != after[key]:
            out["changed"].append(here)
    return out
