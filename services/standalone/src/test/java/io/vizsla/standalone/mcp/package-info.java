/** The Model Context Protocol against a running instance. */
package io.vizsla.standalone.mcp;
