/** Answers over the whole instance, with a scripted chat model behind real HTTP. */
package io.vizsla.standalone.answer;
