package io.vizsla.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model as other tools export it: the files that sentence-transformers and Optimum write, around a graph of one layer.
 * Tests change what they like.
 *
 * @param folder of the export
 */
public record TinyExport(Path folder) {

    /** Dimension of the vectors. */
    public static final int DIMENSION = 16;

    private static final List<String> WORDS = List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "train", "to", "coast", "it", "stops", "in", "every", "swim");

    /** Tokens of the tokenizer. */
    public static final int TOKENS = WORDS.size();

    /** Writes a sound export of an encoder. */
    public static TinyExport write(Path folder) throws IOException {
        TinyExport export = new TinyExport(Files.createDirectories(folder));
        TinyOnnx.of(TOKENS, DIMENSION).write(folder.resolve("onnx/model.onnx"));
        return export.text("tokenizer.json", tokenizer(TOKENS))
                .text("config.json", """
                        {"model_type":"bert","architectures":["BertModel"],"hidden_size":16,"max_position_embeddings":64}""")
                .text("tokenizer_config.json", "{\"padding_side\":\"right\",\"model_max_length\":64}")
                .text("modules.json", """
                        [{"path":"","type":"sentence_transformers.models.Transformer"},
                         {"path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                         {"path":"2_Normalize","type":"sentence_transformers.models.Normalize"}]""")
                .text("1_Pooling/config.json", """
                        {"word_embedding_dimension":16,"pooling_mode_cls_token":false,"pooling_mode_mean_tokens":true}""")
                .text("sentence_bert_config.json", "{\"max_seq_length\":32,\"do_lower_case\":false}");
    }

    /** Writes a file. */
    public TinyExport text(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
        return this;
    }

    /** Writes a graph. */
    public TinyExport graph(String path, TinyOnnx graph) throws IOException {
        graph.write(folder.resolve(path));
        return this;
    }

    /** Deletes a file. */
    public TinyExport without(String path) throws IOException {
        Files.delete(folder.resolve(path));
        return this;
    }

    /** Returns a tokenizer of words with so many of them; those without a name of their own are numbered. */
    public static String tokenizer(int tokens) {
        String vocabulary = IntStream.range(0, tokens)
                .mapToObj(id -> "\"" + (id < WORDS.size() ? WORDS.get(id) : "w" + id) + "\":" + id)
                .collect(Collectors.joining(","));
        String special = IntStream.range(0, 4)
                .mapToObj(id -> """
                        {"id":%d,"content":"%s","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,\
                        "special":true}""".formatted(id, WORDS.get(id)))
                .collect(Collectors.joining(","));
        return """
                {"version":"1.0","truncation":null,"padding":null,"added_tokens":[%s],
                "normalizer":{"type":"Lowercase"},"pre_tokenizer":{"type":"Whitespace"},
                "post_processor":{"type":"TemplateProcessing",
                "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},
                {"SpecialToken":{"id":"[SEP]","type_id":0}}],
                "pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
                "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]},
                "[SEP]":{"id":"[SEP]","ids":[3],"tokens":["[SEP]"]}}},
                "decoder":null,"model":{"type":"WordLevel","vocab":{%s},"unk_token":"[UNK]"}}""".formatted(special, vocabulary);
    }
}
