/** LangChain4j against a running instance. */
package io.vizsla.standalone.langchain4j;
