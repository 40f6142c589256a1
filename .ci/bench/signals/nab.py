#!/usr/bin/env python3
"""Scores `signals metrics` on the shared NAB series with NAB's own rules. nab.py SIGNALS [NABFOLDER]"""
import csv, datetime, json, math, subprocess, sys

program = sys.argv[1]
folder = sys.argv[2] if len(sys.argv) > 2 else "/work/shared/data/load/nab"
windows = json.load(open(folder + "/labels/combined_windows.shared12.json"))
profiles = json.load(open(folder + "/profiles.json"))

def moment(text): return datetime.datetime.fromisoformat(text[:19])
def sigmoid(x): return 2 / (1 + math.exp(5 * x)) - 1
def after(x): return -1.0 if x > 3 else sigmoid(x)

series = []
for name, spans in windows.items():
    rows = list(csv.reader(open(f"{folder}/data/{name}")))[1:]
    out = subprocess.run([program, "metrics", f"{folder}/data/{name}"], capture_output=True, text=True, check=True).stdout.split()
    assert len(out) == len(rows), name
    times = [moment(row[0]) for row in rows]
    found = []
    for span in spans:
        inside = [i for i, t in enumerate(times) if moment(span[0]) <= t <= moment(span[1])]
        found.append((inside[0], inside[-1]))
    series.append((name, [float(x) for x in out], found, math.floor(0.15 * min(len(rows), 5000))))

def score(threshold, cost):
    total = 0.0
    for name, scores, spans, probation in series:
        hit = set()
        for i, value in enumerate(scores):
            if i < probation or value < threshold: continue
            inside = next((w for w in spans if w[0] <= i <= w[1]), None)
            if inside:
                if inside in hit: continue
                hit.add(inside)
                total += cost["tpWeight"] * sigmoid(-(inside[1] - i + 1) / (inside[1] - inside[0] + 1)) / sigmoid(-1)
            else:
                before = [w for w in spans if w[1] < i]
                if not before: total -= cost["fpWeight"]
                else:
                    w = max(before)
                    total += cost["fpWeight"] * after((i - w[1]) / (w[1] - w[0]))
        total -= cost["fnWeight"] * (len(spans) - len(hit))
    return total

count = sum(len(s[2]) for s in series)
candidates = sorted({round(v, 9) for s in series for v in s[1] if v > 0.9})
candidates = candidates[:: max(1, len(candidates) // 300)] + [0.9999, 0.99999, 0.999999, 1 - 1e-8, 1 - 1e-10, 1 - 1e-12, 1.1]
for profile, value in profiles.items():
    cost = value["CostMatrix"]
    null, perfect = -cost["fnWeight"] * count, cost["tpWeight"] * count
    best = max(((score(t, cost), t) for t in candidates))
    print(f"{profile}: {100 * (best[0] - null) / (perfect - null):.1f} at threshold {best[1]:.12g} ({count} windows, {len(series)} series)")
