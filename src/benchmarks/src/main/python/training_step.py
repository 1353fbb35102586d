"""The peer of TrainingStepBenchmark: the same training step in PyTorch, on as many threads.

Usage: python training_step.py PRECISION TEXTS LENGTH STEPS THREADS
Needs torch and transformers. Prints seconds a step by the clock, seconds of all processors, and the peak of resident memory in MiB.
"""

import resource
import sys
import time

import torch
from transformers import BertConfig, BertModel

WARM_UP = 2
VOCABULARY = 30522


def main():
    precision = sys.argv[1]
    texts, length, steps, threads = map(int, sys.argv[2:6])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    # The shape of bge-small-en-v1.5; what the weights are does not change the speed.
    config = BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=384,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=1536,
        hidden_dropout_prob=0,
        attention_probs_dropout_prob=0,
    )
    model = BertModel(config, add_pooling_layer=False).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5, weight_decay=0.01)
    mask = torch.ones(texts, length, dtype=torch.long)
    half = texts // 2
    seconds = 0.0
    work = 0.0
    for step in range(WARM_UP + steps):
        ids = torch.randint(1000, VOCABULARY, (texts, length))
        worked = time.process_time()
        begin = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
            states = model(input_ids=ids, attention_mask=mask).last_hidden_state
        vectors = torch.nn.functional.normalize(states[:, 0].float())
        scores = vectors[:half] @ vectors[half:].T / 0.02
        loss = torch.nn.functional.cross_entropy(scores, torch.arange(half))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step >= WARM_UP:
            seconds += time.perf_counter() - begin
            work += time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(seconds / steps, work / steps, peak)


main()
