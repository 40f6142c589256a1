#!/usr/bin/env python3
"""Hotline files of /work/shared/data as lines `seconds<TAB>place<TAB>service<TAB>id`, in the order of receipt, for `signals tickets`.

convert.py FILE [--shuffle SEED]
--shuffle: the null: every ticket gets another moment of the same hour of the week (any week of the file), so nothing clusters.
"""
import argparse, csv, datetime, gzip, random, sys

def rows(path):
    text = gzip.open(path, "rt", encoding="utf-8", errors="replace")
    for row in csv.DictReader(text):
        if "CreatedDate" in row:
            yield row["CreatedDate"], row["CD"], row["RequestType"], row["SRNumber"], "%m/%d/%Y %I:%M:%S %p"
        elif "Opened" in row:
            yield row["Opened"], row["Supervisor.District"], row["Category"], row["CaseID"], "%m/%d/%Y %I:%M:%S %p"
        else:
            yield row["Created Date"], row["Borough"], row["Complaint Type"] + "/" + row["Descriptor"], row["Unique Key"], "%m/%d/%Y %H:%M"

parser = argparse.ArgumentParser()
parser.add_argument("file")
parser.add_argument("--shuffle", type=int)
options = parser.parse_args()

epoch = datetime.datetime(1970, 1, 1)
tickets, places = [], {}
for when, place, service, number, pattern in rows(options.file):
    try:
        moment = int((datetime.datetime.strptime(when, pattern) - epoch).total_seconds())
    except ValueError:
        continue
    place = place.strip() or "?"
    code = places.setdefault(place, 100001 + len(places))
    tickets.append([moment, code, service.strip().replace("\t", " "), number])

if options.shuffle is not None:
    chance = random.Random(options.shuffle)
    first, last = min(t[0] for t in tickets) // 3600, max(t[0] for t in tickets) // 3600
    days = (last - first) / 24
    for ticket in tickets:
        hour = ticket[0] // 3600
        # Of a file shorter than two weeks: the same hour of any day; else the same hour of the week.
        period = 24 if days < 14 else 168
        choices = range(first + (hour - first) % period, last + 1, period)
        ticket[0] = chance.choice(choices) * 3600 + chance.randrange(3600)

tickets.sort(key=lambda ticket: ticket[0])
for moment, code, service, number in tickets:
    print(f"{moment}\t{code}\t{service}\t{number}")
print("places", {code: name for name, code in places.items()}, file=sys.stderr)
