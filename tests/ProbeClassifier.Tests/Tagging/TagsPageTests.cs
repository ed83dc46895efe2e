using ProbeClassifier.Tagging;
using ProbeClassifier.Tests.Support;

namespace ProbeClassifier.Tests.Tagging;

public sealed class TagsPageTests
{
    [Fact]
    public void The_page_on_tags_is_what_the_rules_say() =>
        RepositoryFiles.Approve(TagsPage.Render(RuleSet.Default), "docs", "tags.md");
}
