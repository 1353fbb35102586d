/** Vizsla behind the interfaces of LangChain4j: retriever, embedding model, embedding stores and scoring model. */
@NullMarked
package io.vizsla.langchain4j;

import org.jspecify.annotations.NullMarked;
