"""Reranks by both versions of Cohere's client, and prints what each made of the answer as JSON.

Arguments: the URL of the instance, the query, how many results, and the documents.
"""

import json
import sys

import cohere

url, query, top, *documents = sys.argv[1:]


def told(answer):
    return [[result.index, result.relevance_score] for result in answer.results]


first = cohere.Client(base_url=url, api_key="any")
second = cohere.ClientV2(base_url=url, api_key="any")
asked = {"model": "bge-small-en-v1.5", "query": query, "documents": documents}
with_texts = first.rerank(**asked, top_n=int(top), return_documents=True)
try:
    first.rerank(**{**asked, "documents": []})
    refused = None
except cohere.BadRequestError as error:
    refused = error.body["code"]
print(
    json.dumps(
        {
            "first": told(first.rerank(**asked)),
            "second": told(second.rerank(**asked)),
            "top": told(second.rerank(**asked, top_n=int(top))),
            "texts": [result.document.text for result in with_texts.results],
            "refused": refused,
        }
    )
)
