package io.vizsla.api.model;

import java.util.List;
import java.util.Optional;

/** The forms that published model families read, by the names that manifests call them. */
public final class KnownTemplates {

    private static final String WEB_SEARCH =
            "Given a web search query, retrieve relevant passages that answer the query";

    /** BGE of versions 1 and 1.5: the instruction is a sentence before the query. */
    public static final PromptTemplate BGE = new PromptTemplate(
            "bge", "1", "{instruction}: {query}", null, "", "Represent this sentence for searching relevant passages");

    /** E5: a word that tells the role; reads no instruction. */
    public static final PromptTemplate E5_QUERY = new PromptTemplate("e5", "1", "query: {query}", null, "", "");

    /** The other side of {@link #E5_QUERY}. */
    public static final PromptTemplate E5_PASSAGE = new PromptTemplate("e5", "1", "passage: {query}", null, "", "");

    /** E5-instruct, e5-mistral, Qwen3-Embedding and their kin. */
    public static final PromptTemplate E5_INSTRUCT =
            new PromptTemplate("e5-instruct", "1", "Instruct: {instruction}\nQuery: {query}", null, "", WEB_SEARCH);

    /** bge-en-icl: every example repeats the instruction; the query ends where a response would begin. */
    public static final PromptTemplate BGE_ICL = new PromptTemplate(
            "bge-icl",
            "1",
            "{demonstrations}<instruct>{instruction}\n<query>{query}\n<response>",
            "<instruct>{instruction}\n<query>{query}\n<response>{passage}",
            "\n\n",
            WEB_SEARCH + ".");

    private static final List<PromptTemplate> QUERIES = List.of(BGE, E5_QUERY, E5_INSTRUCT, BGE_ICL);

    private KnownTemplates() {}

    /** Returns the names of all forms. */
    public static List<String> names() {
        return QUERIES.stream().map(PromptTemplate::name).toList();
    }

    /** Returns the form of this name that queries are read in, empty if there is none. */
    public static Optional<PromptTemplate> query(String name) {
        return QUERIES.stream().filter(template -> template.name().equals(name)).findFirst();
    }

    /** Returns the form of this name that passages are read in: of most families the text alone. */
    public static Optional<PromptTemplate> passage(String name) {
        return query(name).map(template -> template == E5_QUERY ? E5_PASSAGE : PromptTemplate.NONE);
    }
}
