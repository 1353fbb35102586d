package io.vizsla.evaluation.task;

import io.vizsla.api.error.ErrorCode;
import io.vizsla.api.error.VizslaException;
import io.vizsla.evaluation.task.CandidateList.Candidate;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads task 3 of MEDIQA 2019: medical questions, each with answers that a system retrieved. An answer is relevant with a
 * reference score of 3 (correct but incomplete) or 4 (excellent), as in the task. Document types and external entities are
 * not read. Every error names file and line.
 */
public final class MediqaFile {

    private static final int RELEVANT = 3;

    private final SourceFile file;
    private final List<CandidateList> questions = new ArrayList<>();
    private final List<Candidate> answers = new ArrayList<>();
    private @Nullable String question;
    private int score;

    private MediqaFile(SourceFile file) {
        this.file = file;
    }

    /** Reads one file, such as {@code MEDIQA_Task3_QA/MEDIQA2019-Task3-QA-TestSet-wLabels.xml}. */
    public static List<CandidateList> read(Path folder, String name) {
        MediqaFile mediqa = new MediqaFile(SourceFile.of(folder, name));
        mediqa.read();
        return List.copyOf(mediqa.questions);
    }

    private void read() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file.bytes()));
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    begin(xml);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(xml);
                }
            }
        } catch (XMLStreamException broken) {
            throw VizslaException.of(
                    ErrorCode.UNREADABLE_DOCUMENT,
                    file.name() + " line " + broken.getLocation().getLineNumber() + ": is not valid XML: "
                            + broken.getMessage(),
                    broken);
        }
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "Question" -> {
                question = null;
                answers.clear();
            }
            case "QuestionText" -> question = text(xml);
            case "Answer" -> score = score(xml);
            case "AnswerText" -> answers.add(new Candidate(text(xml), score >= RELEVANT));
            default -> {
                // Addresses and the like, which nothing here needs.
            }
        }
    }

    private void end(XMLStreamReader xml) {
        if (xml.getLocalName().equals("Question")) {
            if (question == null) {
                throw file.bad(line(xml), "QuestionText", "nothing", "there in each question");
            }
            questions.add(new CandidateList(question, answers));
        }
    }

    private int score(XMLStreamReader xml) {
        String value = xml.getAttributeValue(null, "ReferenceScore");
        if (value == null || !value.strip().matches("[1-4]")) {
            throw file.bad(line(xml), "ReferenceScore", String.valueOf(value), "1, 2, 3 or 4");
        }
        return Integer.parseInt(value.strip());
    }

    private String text(XMLStreamReader xml) throws XMLStreamException {
        long line = line(xml);
        String text = xml.getElementText().strip();
        if (text.isEmpty()) {
            throw file.bad(line, "text", "", "not blank");
        }
        return text;
    }

    private static long line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }
}
