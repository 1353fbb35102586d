package io.vizsla.query.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.vizsla.query.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Tells in the OpenAPI document which errors an operation answers, and that they are problems. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemResponses implements OASFilter {

    private static final Content PROBLEM = OASFactory.createContent()
            .addMediaType(
                    Problem.MEDIA_TYPE,
                    OASFactory.createMediaType()
                            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));

    private static final Map<String, String> ERRORS = new LinkedHashMap<>();
    private static final Map<String, String> ERRORS_OF_CHANGES = new LinkedHashMap<>();

    static {
        ERRORS.put("400", "The request is not valid: `field`, `value` and `bound` say why.");
        ERRORS.put("401", "The instance asks for keys, and none that it knows was brought.");
        ERRORS.put("403", "The key that was brought may not do this.");
        ERRORS.put("404", "What the path or the body names is not there.");
        ERRORS.put("406", "None of the types that `Accept` names is answered here.");
        ERRORS.put("413", "Something is larger than its bound.");
        ERRORS.put("415", "The Content-Type is not taken here.");
        ERRORS.put("429", "Too much at a time; try again after `Retry-After` seconds.");
        ERRORS.put("500", "A defect; the log tells more under the id in `detail`.");
        ERRORS.put("503", "Something that is needed does not answer; try again after `Retry-After` seconds.");
        ERRORS.put("504", "Not done in time.");
        ERRORS_OF_CHANGES.put("409", "What is there stands against it; `field` says what.");
        ERRORS_OF_CHANGES.put(
                "422", "It was understood, and cannot be used: such as a model that does not fit its graph.");
    }

    @Override
    public PathItem filterPathItem(PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            APIResponses responses = operation.getResponses();
            if (responses != null) {
                add(responses, ERRORS);
                if (method != PathItem.HttpMethod.GET) {
                    add(responses, ERRORS_OF_CHANGES);
                }
                responses.getAPIResponses().forEach(ProblemResponses::complete);
            }
        });
        return item;
    }

    private static void add(APIResponses responses, Map<String, String> errors) {
        errors.forEach((status, text) -> {
            if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(status, OASFactory.createAPIResponse().description(text));
            }
        });
    }

    private static void complete(String status, APIResponse response) {
        if (status.compareTo("400") >= 0 && response.getContent() == null) {
            response.setContent(PROBLEM);
        }
        if (ERRORS.containsKey(status)
                && (response.getDescription() == null
                        || response.getDescription().equals("Bad Request"))) {
            response.setDescription(ERRORS.get(status));
        }
    }
}
