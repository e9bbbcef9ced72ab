# Measures the quiet time from the first alert of the group.
def group(alerts, quiet):
    groups = []
    open_groups = {}
    for at, site in sorted(alerts):
        known = open_groups.get(site)
        if known is not None and at - known[1] <= quiet:
            known[2] = at
            known[3] += 1
        else:
            open_groups[site] = [site, at, at, 1]
            groups.append(open_groups[site])
    return [tuple(g) for g in sorted(groups, key=lambda g: (g[1], g[0]))]
