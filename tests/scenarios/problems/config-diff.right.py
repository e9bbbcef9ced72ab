MISSING = object()


def diff(before, after, path=()):
    if isinstance(before, dict) and isinstance(after, dict):
        out = {"added": [], "removed": [], "changed": []}
        for key in sorted(before.keys() | after.keys()):
            part = diff(before.get(key, MISSING), after.get(key, MISSING), path + (key,))
            for kind in out:
                out[kind] += part[kind]
        return out
    kind = ("added" if before is MISSING else "removed" if after is MISSING
            else "changed" if type(before) is not type(after) or before != after else None)
    return {k: [path] if k == kind else [] for k in ("added", "removed", "changed")}
