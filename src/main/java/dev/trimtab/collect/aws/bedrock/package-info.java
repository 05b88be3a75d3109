/// Amazon Bedrock: what CloudWatch counts by model and inference profile, and invocation logs.
@org.jspecify.annotations.NullMarked
package dev.trimtab.collect.aws.bedrock;
