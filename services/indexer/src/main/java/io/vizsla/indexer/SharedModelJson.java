package io.vizsla.indexer;

import io.vizsla.api.error.VizslaException;
import io.vizsla.api.model.ModelFile;
import io.vizsla.api.model.SharedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a model on {@code vizsla.registry}: {@code {"name", "version", "files": [{"path", "claim": {"sha256",
 * "bytes"}}]}}. The claims are those of large documents, so that the sweep of artefacts spares them.
 */
final class SharedModelJson {

    private SharedModelJson() {}

    static byte[] write(SharedModel model) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", model.name());
        object.put("version", model.version());
        object.put("files", model.files().stream().map(SharedModelJson::file).toList());
        return Json.write(object);
    }

    /** @throws VizslaException of kind {@code CALLER} if it is no model */
    static SharedModel read(byte[] json) {
        Map<String, @Nullable Object> object = Json.read(json);
        if (!(object.get("files") instanceof List<?> list)) {
            throw VizslaException.invalid("files", object.get("files"), "a list of files");
        }
        List<ModelFile> files = new ArrayList<>();
        for (Object one : list) {
            Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
            wrapped.put("file", one);
            files.add(file(Json.object(wrapped, "file")));
        }
        return new SharedModel(Json.string(object, "name"), Json.string(object, "version"), files);
    }

    private static Map<String, Object> file(ModelFile file) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("sha256", file.sha256());
        claim.put("bytes", file.bytes());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", file.path());
        object.put("claim", claim);
        return object;
    }

    private static ModelFile file(Map<String, ? extends @Nullable Object> file) {
        Map<String, @Nullable Object> claim = Json.object(file, "claim");
        return new ModelFile(Json.string(file, "path"), Json.string(claim, "sha256"), Json.whole(claim, "bytes"));
    }
}
